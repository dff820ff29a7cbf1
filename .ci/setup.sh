# Sourced by ./run and ./test: makes .venv once, and again when what it is made from changes.
# Needs Python 3.11 or newer and git; Debian libraries are installed where that is allowed, else named in one line.

cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 2
VENV=.venv
QT_LIBRARIES="libgl1 libegl1 libxkbcommon0 libfontconfig1 libglib2.0-0 libdbus-1-3 fonts-wqy-microhei"
SCREEN_LIBRARIES="libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 libxcb-xkb1 libxkbcommon-x11-0"

say() { printf 'enface: %s\n' "$*" >&2; }

find_python() {
    local candidate
    for candidate in python3.11 python3.12 python3.13 python3; do
        if command -v "$candidate" >/dev/null &&
            "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            echo "$candidate"
            return
        fi
    done
    say "Python 3.11 or newer is needed; install it (Debian: apt-get install python3 python3-venv) and try again."
    return 2
}

# install_packages NAME...: true when they could be installed.
install_packages() {
    command -v apt-get >/dev/null || return 1
    local sudo=""
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null && sudo -n true 2>/dev/null || return 1
        sudo="sudo -n"
    fi
    say "installing: $*"
    # Debian 13 gave this library a new name.
    { $sudo apt-get install -y -qq --no-install-recommends "$@" ||
        { $sudo apt-get update -qq && $sudo apt-get install -y -qq --no-install-recommends "$@"; } ||
        $sudo apt-get install -y -qq --no-install-recommends "${@/%libglib2.0-0/libglib2.0-0t64}"; } >/dev/null 2>&1
}

make_environment() { # make_environment EXTRA
    local python stamp
    python=$(find_python) || exit 2
    stamp=$(cat pyproject.toml constraints.txt | cksum)-$1
    if [ -x $VENV/bin/python ] && { [ "$(cat $VENV/stamp 2>/dev/null)" = "$stamp" ] ||
        [ "$(cat $VENV/stamp 2>/dev/null)" = "${stamp%-*}-dev" ]; }; then
        return
    fi
    say "preparing the environment (once, some minutes)…"
    if ! "$python" -m venv $VENV >/dev/null 2>&1; then
        install_packages python3-venv && "$python" -m venv $VENV >/dev/null || {
            say "the module venv is missing; install it (Debian: apt-get install python3-venv) and try again."
            exit 2
        }
    fi
    local what=.
    [ "$1" = dev ] && what=".[dev]"
    $VENV/bin/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e "$what" || {
        say "the packages could not be installed; the lines above say why."
        exit 2
    }
    echo "$stamp" >$VENV/stamp
}

qt_starts() { # qt_starts PLATFORM
    QT_QPA_PLATFORM=$1 $VENV/bin/python -c 'from PySide6.QtSvg import QSvgRenderer; from PySide6.QtWidgets import QApplication; QApplication([])' >/dev/null 2>&1
}

# A font for Chinese and Japanese, without which the window shows boxes.
has_cjk_font() { ! command -v fc-list >/dev/null || [ -n "$(fc-list :lang=zh 2>/dev/null | head -1)" ]; }

need_libraries() { # need_libraries PLATFORM NAME...
    local platform=$1
    shift
    if qt_starts "$platform" && { [ "$(uname)" != Linux ] || has_cjk_font; }; then
        return
    fi
    install_packages "$@"
    qt_starts "$platform" || {
        say "the window needs system libraries; on Debian: apt-get install $*"
        return 1
    }
}
