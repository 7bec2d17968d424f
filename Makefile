# make run    sets up everything and opens the window      make run ARGS="my project.paksha" opens a project
# make test   sets up everything and runs every check
#
# Needs Python 3.11 or newer and make, nothing else. Everything is installed into .venv; the programs and
# libraries of the system are asked for through apt-get where the user may. Paths here are relative, so the
# folder's own path may hold spaces.

ARGS ?=
PYTHON ?= $(shell for name in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$name; break; }; done)
VENV_PYTHON = .venv/bin/python

# library:Debian package. Qt does not start without the first list; the second is for a window under X11.
QT_LIBRARIES = libglib-2.0.so.0:libglib2.0-0 libGL.so.1:libgl1 libEGL.so.1:libegl1 \
	libxkbcommon.so.0:libxkbcommon0 libdbus-1.so.3:libdbus-1-3 libfontconfig.so.1:libfontconfig1
WINDOW_LIBRARIES = libxcb-cursor.so.0:libxcb-cursor0 libxcb-icccm.so.4:libxcb-icccm4 \
	libxcb-keysyms.so.1:libxcb-keysyms1 libxcb-shape.so.0:libxcb-shape0 libxcb-xkb.so.1:libxcb-xkb1 \
	libxkbcommon-x11.so.0:libxkbcommon-x11-0

.PHONY: run test check stress bench clean
.NOTPARALLEL:

run: .venv/run.stamp
	@$(VENV_PYTHON) main.py $(ARGS)

test: check

check: .venv/test.stamp
	$(VENV_PYTHON) -m ruff check .
	$(VENV_PYTHON) -m ruff format --check .
	$(VENV_PYTHON) -m pyright --pythonpath $(VENV_PYTHON)
	.venv/bin/lint-imports --no-logo
	$(VENV_PYTHON) -m pytest

stress: .venv/test.stamp
	$(VENV_PYTHON) -m pytest -m stress

bench: .venv/test.stamp
	@set -e; for script in tests/benchmarks/*.py; do echo "== $$script"; PYTHONPATH=. $(VENV_PYTHON) "$$script"; done

clean:
	rm -rf .venv build dist .pytest_cache .ruff_cache .hypothesis .import_linter_cache
	find annotation storage gui tests -name __pycache__ -exec rm -rf {} +

# Both stamps fall with a change of what is to be installed.

.venv/run.stamp: pyproject.toml constraints.txt
	$(call require_python)
	$(call require_libraries,$(QT_LIBRARIES),exit 1)
	$(call require_libraries,$(WINDOW_LIBRARIES),true)
	$(call make_environment)
	$(call install_dependencies)
	@touch $@

.venv/test.stamp: pyproject.toml constraints.txt
	$(call require_python)
	$(call require_libraries,$(QT_LIBRARIES),exit 1)
	$(call make_environment)
	$(call install_dependencies,dev)
	@touch $@

define require_python
@test -n "$(PYTHON)" && $(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	echo "Paksha needs Python 3.11 or newer; install it, or name it: make PYTHON=/path/to/python3.11" >&2; exit 1; }
endef

# $(1): library:package …  $(2): what to do when they stay missing. Asking the dynamic linker works everywhere,
# and the package names of Debian tell people elsewhere what to look for.
define require_libraries
@missing=$$($(PYTHON) -c "$$MISSING_PACKAGES" $(1)); test -z "$$missing" || { \
	$(call apt_install,$$missing); missing=$$($(PYTHON) -c "$$MISSING_PACKAGES" $(1)); }; \
test -z "$$missing" || { \
	echo "Qt misses these system libraries (Debian's names): "$$missing". Install them and run make again." >&2; $(2); }
endef

define MISSING_PACKAGES
import ctypes, sys
for pair in sys.argv[1:] if sys.platform == 'linux' else ():
    library, _, package = pair.partition(':')
    try:
        ctypes.CDLL(library)
    except OSError:
        print(package)
endef
export MISSING_PACKAGES

# An environment that a failed run left half made is made anew.
define make_environment
@$(VENV_PYTHON) -m pip --version >/dev/null 2>&1 || { \
	rm -rf .venv; \
	$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		package=$$($(PYTHON) -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])'); \
		$(call apt_install,$$package); }; \
	$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "$(PYTHON) cannot make virtual environments; install its venv module (python3-venv) and run make again." >&2; \
		exit 1; }; \
	$(PYTHON) -m venv .venv; }
endef

# Only what pyproject.toml asks for is installed, in the versions of constraints.txt, not the project itself.
# $(1): the optional dependencies wanted besides.
define install_dependencies
@echo "Installing what Paksha needs into .venv; the first time this takes about a minute."
@$(VENV_PYTHON) -c "$$REQUIREMENTS" $(1) > .venv/requirements.txt
@$(VENV_PYTHON) -m pip install --quiet --disable-pip-version-check -r .venv/requirements.txt -c constraints.txt
endef

define REQUIREMENTS
import sys, tomllib
with open('pyproject.toml', 'rb') as file:
    project = tomllib.load(file)['project']
print(*project['dependencies'], *(line for name in sys.argv[1:] for line in project['optional-dependencies'][name]), sep='\n')
endef
export REQUIREMENTS

# $(1): packages. Says what it does and never asks; the caller looks whether it helped.
define apt_install
if command -v apt-get >/dev/null; then \
	if [ "$$(id -u)" = 0 ]; then as_root=env; \
	elif sudo -n true 2>/dev/null; then as_root="sudo -n env"; \
	else as_root=; fi; \
	if [ -n "$$as_root" ]; then \
		echo "Installing with apt-get: "$(1); \
		$$as_root apt-get -qq update || true; \
		$$as_root DEBIAN_FRONTEND=noninteractive apt-get -qq install --yes --no-install-recommends $(1) >/dev/null || true; \
	fi; \
fi
endef
