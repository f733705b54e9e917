"""Conan 2: ``conan create packaging/conan`` builds the checkout that this file lies in."""

from __future__ import annotations

import re
from pathlib import Path

from conan import ConanFile
from conan.tools.cmake import CMake, CMakeDeps, CMakeToolchain, cmake_layout
from conan.tools.files import copy


class Munigraph(ConanFile):
    name = "munigraph"
    license = "Apache-2.0"
    description = "Network analysis of inter-municipal cooperation"
    package_type = "library"
    settings = "os", "arch", "compiler", "build_type"
    options = {"shared": [True, False], "store": [True, False]}  # noqa: RUF012  (as Conan reads it)
    default_options = {"shared": False, "store": True}  # noqa: RUF012

    def set_version(self) -> None:
        header = Path(self.recipe_folder) / "../../include/munigraph/version.hpp"
        self.version = re.search(r'version_text = "(.+)"', header.read_text("utf-8"))[1]

    def export_sources(self) -> None:
        root = str(Path(self.recipe_folder).parents[1])
        for pattern in ("CMakeLists.txt", "LICENSE", "cmake/*", "include/*", "src/*"):
            copy(self, pattern, src=root, dst=self.export_sources_folder)

    def requirements(self) -> None:
        # Headers of the package include them where their targets are used.
        self.requires("boost/[>=1.74]", headers=True, libs=False, transitive_headers=True)
        self.requires("eigen/[>=3.4 <5]", transitive_headers=True)
        self.requires("nlohmann_json/[>=3.9]", visible=False)
        if self.options.store:
            self.requires("sqlite3/[>=3.37]")

    def layout(self) -> None:
        cmake_layout(self)

    def generate(self) -> None:
        CMakeDeps(self).generate()
        toolchain = CMakeToolchain(self)
        toolchain.cache_variables["MUNIGRAPH_SQLITE"] = bool(self.options.store)
        toolchain.generate()

    def build(self) -> None:
        cmake = CMake(self)
        cmake.configure()
        cmake.build()

    def package(self) -> None:
        CMake(self).install()
        copy(
            self, "LICENSE", src=self.source_folder, dst=str(Path(self.package_folder) / "licenses")
        )

    def package_info(self) -> None:
        # The package's own CMake files know its targets and components.
        self.cpp_info.set_property("cmake_find_mode", "none")
        self.cpp_info.builddirs = [str(Path("lib") / "cmake" / "munigraph")]
