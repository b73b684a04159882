# Set-up shared by bin/run, bin/test and bin/bench. Sourced, not run; the caller stands in the top folder.
# Each step looks first and works only when something is missing, so that a second start is quick.

say() { printf '%s\n' "$*"; }

fail() {
    printf '%s: %s\n' "$0" "$*" >&2
    exit 1
}

# as_root COMMAND…: run it with the rights to install system packages.
as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    elif command -v sudo >/dev/null 2>&1; then
        sudo "$@"
    else
        fail "needs root for: $*
Run that command as root once, then start again."
    fi
}

has_package() {
    [ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

# need_packages NAME…: install the Debian packages that are not there yet.
need_packages() {
    missing=
    if ! command -v dpkg-query >/dev/null 2>&1; then
        say "Not a Debian system: please see to it that these are installed: $*"
        return 0
    fi
    for package in "$@"; do
        has_package "$package" || missing="$missing $package"
    done
    [ -n "$missing" ] || return 0
    say "Installing system packages:$missing"
    # The package lists may be absent or old: fetch them only when the installation asks for them.
    # RUNLEVEL=1 keeps a freshly installed service (PostgreSQL, clamd) from starting: the tests start their own.
    # shellcheck disable=SC2086 # the names are split on purpose
    install_packages $missing >/dev/null 2>&1 || {
        as_root apt-get update -q >/dev/null || fail "apt-get update failed: is the package mirror reachable?"
        install_packages $missing >/dev/null || fail "could not install:$missing"
    }
}

install_packages() {
    as_root env DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 apt-get install -q -y --no-install-recommends "$@"
}

# find_python: set $python to an interpreter that can run Amanah and make virtual environments.
find_python() {
    for python in /usr/bin/python3 python3 python3.13 python3.12 python3.11; do
        if command -v "$python" >/dev/null 2>&1 &&
            "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            return 0
        fi
    done
    fail "needs Python 3.11 or newer; found: $(python3 --version 2>&1 || echo none)"
}

# What WeasyPrint loads when it writes a PDF, and a font for it to write with.
prepare_system() {
    set -- libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0
    has_package fonts-liberation || set -- "$@" fonts-dejavu-core
    need_packages "$@"
}

hash_of() { sha256sum "$@" | cut -d ' ' -f 1; }

# prepare_venv LOCK…: .venv with the packages of the first LOCK. A later LOCK names a larger set that holds all of
# the first, so that what bin/test installed serves bin/run too.
prepare_venv() {
    wanted=$1
    if ! .venv/bin/python -m pip --version >/dev/null 2>&1; then
        find_python
        "$python" -c 'import ensurepip, venv' 2>/dev/null || need_packages python3-venv
        say "Creating the virtual environment .venv"
        "$python" -m venv --clear .venv || fail "could not create .venv with $python"
    fi
    for lock in "$@"; do
        [ "$(cat ".venv/.installed-$lock" 2>/dev/null)" != "$(hash_of "$lock")" ] || return 0
    done
    say "Installing Python packages from $wanted (once; a minute or two)"
    # A user's own pip settings name mirrors and certificates and stay in force, but must not lead the packages
    # somewhere else than .venv.
    env -u PIP_TARGET -u PIP_PREFIX PIP_USER=0 .venv/bin/python -m pip install -qq --disable-pip-version-check \
        --no-deps --require-hashes -r "$wanted" || fail "could not install the packages of $wanted"
    hash_of "$wanted" >".venv/.installed-$wanted"
}

# prepare_var: the folder of everything that changes, and the two secrets, made once and kept. The settings read them.
prepare_var() {
    AMANAH_VAR=${AMANAH_VAR:-$PWD/var}
    case $AMANAH_VAR in /*) ;; *) AMANAH_VAR=$PWD/$AMANAH_VAR ;; esac
    export AMANAH_VAR
    (umask 077 && mkdir -p "$AMANAH_VAR/logs") # it holds personal data: for its owner only
    if [ ! -s "$AMANAH_VAR/secrets.env" ]; then
        (
            umask 077
            .venv/bin/python -c '
import base64, secrets
print("SECRET_KEY=" + secrets.token_urlsafe(50))
print("VAULT_KEY=" + base64.urlsafe_b64encode(secrets.token_bytes(32)).decode())
' >"$AMANAH_VAR/secrets.env.new"
            mv "$AMANAH_VAR/secrets.env.new" "$AMANAH_VAR/secrets.env"
        )
    fi
}

# once NAME KEY COMMAND…: run COMMAND unless it has been run with this KEY for this AMANAH_VAR.
once() {
    stamp=$AMANAH_VAR/.done-$1
    key=$2
    shift 2
    [ "$(cat "$stamp" 2>/dev/null)" != "$key" ] || return 0
    "$@" || fail "failed: $*"
    printf '%s\n' "$key" >"$stamp"
}

# prepare_database_and_static: migrate, collect static files; each only when its input has changed.
prepare_database_and_static() {
    database=${DATABASE_URL:-sqlite:///$AMANAH_VAR/amanah.sqlite3}
    if [ "$database" = "sqlite:///$AMANAH_VAR/amanah.sqlite3" ] && [ ! -s "$AMANAH_VAR/amanah.sqlite3" ]; then
        rm -f "$AMANAH_VAR/.done-migrate" "$AMANAH_VAR/.done-demo" # a new file, whatever was done to the old one
    fi
    database_key=$(printf '%s' "$database" | sha256sum | cut -d ' ' -f 1)
    migrations=$(find . -path ./.venv -prune -o -path '*/migrations/*.py' -print | LC_ALL=C sort |
        xargs cat requirements.lock | sha256sum | cut -d ' ' -f 1)
    once migrate "$database_key $migrations" .venv/bin/python manage.py migrate --verbosity 0
    static=$(find static -type f | LC_ALL=C sort | xargs sha256sum requirements.lock config/settings.py |
        sha256sum | cut -d ' ' -f 1)
    [ -e "${STATIC_ROOT:-$AMANAH_VAR/static}/staticfiles.json" ] || rm -f "$AMANAH_VAR/.done-collectstatic"
    once collectstatic "$static" .venv/bin/python manage.py collectstatic --noinput --clear --verbosity 0
}
