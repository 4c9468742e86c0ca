"""The staff site: partners, signed in."""

from pathlib import Path

from karlemose.config import database
from karlemose.config.environment import ROOT, Environment

environment = Environment()

SECRET_KEY = environment.secret_key
LEDGER_KEY = environment.ledger_key
VAULT_KEY = environment.vault_key
VAULT_KEY_BEFORE = environment.vault_key_before
VAULT_FOLDER = environment.data / "vault"
PUBLIC_URL = environment.public_url
PORT = environment.port
MAIL_SERVER = environment.mail
MAIL_FROM = environment.text("KARLEMOSE_MAIL_FROM")
STATE_OF_INSTALLATION = "karlemose.config.state.told"  # who looks when a page asks

_urls = database.urls(environment)
DATABASES = {"default": database.settings_of(_urls["app"])}
if "owner" in _urls:
    DATABASES["owner"] = database.settings_of(_urls["owner"])
APPLICATION_ROLE = DATABASES["default"]["USER"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

DEBUG = False
ALLOWED_HOSTS = [PUBLIC_URL.split("//")[1].split(":")[0], "localhost", "127.0.0.1"]
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]

INSTALLED_APPS = [
    "karlemose.tenancy",
    "karlemose.ledger",
    "karlemose.vault",
    "karlemose.accounts",
    "karlemose.places",
    "karlemose.partners",
    "karlemose.notify",
    "karlemose.disclosure",
    "karlemose.observations",
    "karlemose.meetings",
    "karlemose.retention",
    "karlemose.web",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "procrastinate.contrib.django",
    "template_partials",
]

MIDDLEWARE = [
    "karlemose.web.headers.SecurityHeaders",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "karlemose.web.forgery.OwnFormsOnly",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "karlemose.accounts.door.Door",
]

ROOT_URLCONF = "karlemose.config.urls"
WSGI_APPLICATION = "karlemose.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "karlemose.web.context.site",
            ],
            "builtins": ["karlemose.web.templatetags.karlemose"],
        },
    }
]

# -- sign-in ---------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
SILENCED_SYSTEM_CHECKS = ["auth.W004"]  # an address is unique whatever its capitals: a constraint of the table
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_ADAPTER = "karlemose.accounts.adapter.Invited"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # people are invited; there is no sign-up
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",  # a whole office begins at eight behind one address
    "login_failed": "20/m/ip,5/5m/key",
    "reauthenticate": "10/m/user",
}
MFA_ADAPTER = "karlemose.accounts.adapter.Factors"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not environment.is_https  # http://localhost only
MFA_ALLOW_UNVERIFIED_EMAIL = True  # whoever invites somebody knows the address
MFA_TRUST_ENABLED = False  # our own devices are trusted, so that a lost one can be taken out
MFA_TOTP_TOLERANCE = 1  # a code typed slowly still fits; `accounts.forms` lets it fit once
MFA_RATE_LIMITS = {"webauthn_login": "60/m/ip"}
MFA_FORMS = {
    "authenticate": "karlemose.accounts.forms.Code",
    "reauthenticate": "karlemose.accounts.forms.CodeAgain",
    "add_webauthn": "karlemose.accounts.forms.NewPasskey",
    "login_webauthn": "karlemose.accounts.forms.Passkey",
    "authenticate_webauthn": "karlemose.accounts.forms.PasskeyBeside",
    "reauthenticate_webauthn": "karlemose.accounts.forms.PasskeyAgain",
}
FACTOR_KEY = environment.factor_key
OPENID = environment.openid
SESSION_ENGINE = "karlemose.accounts.session_store"
LOGIN_REDIRECT_URL = "/"
LOGIN_URL = "/accounts/login/"

# -- cookies: `__Host-` wherever the site is https; plain names on http://localhost alone -----------------------------
_prefix = "__Host-" if environment.is_https else ""
SESSION_COOKIE_NAME = f"{_prefix}session"
CSRF_COOKIE_NAME = f"{_prefix}csrf"
LANGUAGE_COOKIE_NAME = f"{_prefix}language"
DEVICE_COOKIE_NAME = f"{_prefix}device"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = environment.is_https
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"  # its cookie would hold a name
CSRF_FAILURE_VIEW = "karlemose.web.errors.csrf_failure"
if environment.is_https:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
    ALLAUTH_TRUSTED_PROXY_COUNT = 1  # the proxy that ends https; attempts are counted by the address it names

# -- words and times -------------------------------------------------------------------------------------------------
LANGUAGE_CODE = "da"
LANGUAGES = [("da", "Dansk"), ("en", "English")]
TIME_ZONE = "Europe/Copenhagen"
USE_TZ = True

# -- files -----------------------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = Path(ROOT, "build", "static")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "karlemose.web.storage.Storage"},
}
STATICFILES_FINDERS = ["karlemose.web.storage.Finder"]
FILE_UPLOAD_MAX_MEMORY_SIZE = 26 << 20  # two photos and their form: they never lie on the disk as they came
UPLOAD_FOLDER = environment.data / "uploads"
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "karlemose.web.uploads.NamelessFileUploadHandler",
]

# Sign-in attempts are counted across processes. A full table would be culled, counts and all: it holds many.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "accounts_cache",
        "OPTIONS": {"MAX_ENTRIES": 200_000},
    }
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "filters": {"nothing_personal": {"()": "karlemose.web.logs.NothingPersonal"}},
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": "plain", "filters": ["nothing_personal"]},
    },
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"django": {"handlers": ["stderr"], "level": "WARNING", "propagate": False}},
}

IS_DEMO = False
PRESENT_LAW_ON_EVERY_DAY = False  # only where a story is told that is older than its law (partners/law.py)
