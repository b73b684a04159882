"""All settings, from the environment. Each has a default that is right for one balai on one machine."""

from __future__ import annotations

from pathlib import Path

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from environs import Env

env = Env()
BASE_DIR = Path(__file__).resolve().parent.parent
VAR = env.path("AMANAH_VAR", default=BASE_DIR / "var")
# The secrets that bin/run made once, so that a command typed by hand reads with the same keys. The environment wins.
env.read_env(VAR / "secrets.env", recurse=False)

DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env.str("SECRET_KEY", default="django-insecure-hanya-untuk-pengembangan-dan-uji")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]", "testserver"])
CSRF_TRUSTED_ORIGINS: list[str] = env.list("CSRF_TRUSTED_ORIGINS", default=[])
BASE_URL = env.str("AMANAH_BASE_URL", default="http://localhost:8000")
#: True in a demonstration: every page and every paper says that its content is made up.
DEMO = env.bool("AMANAH_DEMO", default=False)

if not (DEBUG or DEMO) and SECRET_KEY.startswith("django-insecure-"):
    raise ImproperlyConfigured(
        "SECRET_KEY is not set. Real use needs SECRET_KEY and VAULT_KEY (bin/run makes both); set DEBUG=1 to develop."
    )

INSTALLED_APPS = [
    "accounts",
    "trail",
    "rupiah",
    "vault",
    "imports",
    "legal",
    "partners",
    "beneficiaries",
    "activities",
    "grants",
    "reports",
    "audits",
    "yearend",
    "desk",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "csp",
    "django_filters",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "import_export",
    "template_partials",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts.middleware.SignInRequiredMiddleware",
    "accounts.middleware.PlainTextMiddleware",
    "accounts.middleware.OfficeTimeZoneMiddleware",
    "accounts.middleware.PrivatePagesMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "trail.middleware.StalePageMiddleware",
    "desk.sent_only.SentOnlyMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "desk.navigation.context",
            ],
            "builtins": [
                "rupiah.templatetags.rupiah",
                "desk.templatetags.icons",
                "django.contrib.humanize.templatetags.humanize",
            ],
        },
    }
]

DATABASES = {"default": env.dj_db_url("DATABASE_URL", default=f"sqlite:///{VAR / 'amanah.sqlite3'}")}
DATABASES["default"].setdefault("CONN_MAX_AGE", 60)
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A web process and a worker write to one file: readers do not block, writers queue instead of failing.
    # Recursive triggers: a row that INSERT OR REPLACE pushes out counts as deleted, and the trail refuses that.
    DATABASES["default"]["OPTIONS"] = {
        "timeout": 30,
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA recursive_triggers=ON;",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk:home"
ACCOUNT_ADAPTER = "accounts.adapter.ClosedSignupAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = "[Amanah] "
# The administrator vouches for the address when opening the account.
MFA_ALLOW_UNVERIFIED_EMAIL = True
#: How many proxies of our own stand before the web server; each adds one address to X-Forwarded-For.
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", default=0)
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES
AXES_CLIENT_IP_CALLABLE = "accounts.lockout.address_of"
# Failures count against the account that was tried; counted against a network, one guesser would lock out a ministry.
ACCOUNT_RATE_LIMITS = env.json("ACCOUNT_RATE_LIMITS", default={"login": "60/m/ip", "login_failed": "10/5m/key"})
AXES_FAILURE_LIMIT = 6
AXES_COOLOFF_TIME = 0.5  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_CALLABLE = "accounts.lockout.account_tried"
AXES_LOCKOUT_TEMPLATE = "account/terkunci.html"
AXES_VERBOSE = False

LANGUAGE_CODE = "id"
TIME_ZONE = "Asia/Jakarta"
USE_I18N = True
USE_TZ = True
USE_THOUSAND_SEPARATOR = False

STATIC_URL = "/static/"
STATIC_ROOT = env.path("STATIC_ROOT", default=VAR / "static")
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_USE_FINDERS = DEBUG

VAULT_ROOT = VAR / "vault"
VAULT_KEY = env.str("VAULT_KEY", default="YW1hbmFoLWhhbnlhLXVudHVrLXBlbmdlbWJhbmdhbi0=")
if not (DEBUG or DEMO) and VAULT_KEY == "YW1hbmFoLWhhbnlhLXVudHVrLXBlbmdlbWJhbmdhbi0=":
    raise ImproperlyConfigured("VAULT_KEY is the published one: personal data would be readable by anybody.")
VAULT_MAX_WORKBOOK_BYTES = 15 * 1024 * 1024
VAULT_MAX_EVIDENCE_BYTES = 25 * 1024 * 1024
CLAMD_SOCKET = env.str("CLAMD_SOCKET", default="")

_s3_bucket = env.str("VAULT_S3_BUCKET", default="")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": VAR / "media"}},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
    "vault": {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": _s3_bucket,
            "endpoint_url": env.str("VAULT_S3_ENDPOINT", default=None),
            "default_acl": "private",
            "querystring_auth": True,
            "file_overwrite": False,
        },
    }
    if _s3_bucket
    else {
        "BACKEND": "vault.storage.PrivateFileStorage",
        "OPTIONS": {"location": VAULT_ROOT, "base_url": None, "file_permissions_mode": 0o600},
    },
}
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
DATA_UPLOAD_MAX_NUMBER_FILES = 60

TASKS = {
    "default": {
        "BACKEND": "django_tasks.backends.immediate.ImmediateBackend"
        if env.bool("TASKS_IMMEDIATE", default=False)
        else "django_tasks_db.DatabaseBackend",
    }
}

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "style-src": [SELF],
        "script-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "object-src": [NONE],
        "frame-src": [SELF],
        "frame-ancestors": [SELF],
        "base-uri": [NONE],
        "form-action": [SELF],
    }
}
X_FRAME_OPTIONS = "SAMEORIGIN"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 60 * 60 * 10
CSRF_FAILURE_VIEW = "desk.errors.csrf_failure"
if env.bool("HTTPS", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 31_536_000
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True

#: Days for which the rows of an import wait for somebody to go on with it; then the night's task deletes them.
IMPORT_ROWS_KEPT_DAYS = env.int("IMPORT_ROWS_KEPT_DAYS", default=14)

EMAIL_URL = env.str("EMAIL_URL", default="")
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
if EMAIL_URL:
    vars().update({k: v for k, v in env.dj_email_url("EMAIL_URL").items() if k.startswith("EMAIL_")})
else:
    EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
#: Seconds after which a mail server that does not answer is given up; ``?timeout=`` in the address says otherwise.
EMAIL_TIMEOUT: int = vars().get("EMAIL_TIMEOUT") or 10
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="amanah@localhost")
#: Who gets the heads of the trail each night: a mailbox that nobody who runs this server can open.
TRAIL_MAILBOX: list[str] = env.list("TRAIL_MAILBOX", default=[])

IMPORT_EXPORT_USE_TRANSACTIONS = True
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="WARNING")},
}
