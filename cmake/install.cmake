# Installs the library so that find_package(munigraph) and pkg-config find it: nothing in what is
# installed names a folder of this machine. Components of the installation: munigraph_runtime (what
# programs load), munigraph_development (all else).
include(CMakePackageConfigHelpers)
set(munigraph_cmake_dir ${CMAKE_INSTALL_LIBDIR}/cmake/munigraph)

# One set of targets per component of the package, as each has dependencies of its own.
function(munigraph_install_component name target)
  install(TARGETS ${target} EXPORT munigraph-${name}
          RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR} COMPONENT munigraph_runtime
          LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT munigraph_runtime
                  NAMELINK_COMPONENT munigraph_development
          ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT munigraph_development)
  install(EXPORT munigraph-${name} NAMESPACE munigraph:: DESTINATION ${munigraph_cmake_dir}
          COMPONENT munigraph_development)
endfunction()
munigraph_install_component(core munigraph)
munigraph_install_component(boost munigraph_boost)
munigraph_install_component(eigen munigraph_eigen)
if(MUNIGRAPH_SQLITE)
  munigraph_install_component(store munigraph_store)
endif()

install(DIRECTORY include/munigraph DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}
        COMPONENT munigraph_development)
configure_package_config_file(cmake/munigraphConfig.cmake.in
  ${CMAKE_CURRENT_BINARY_DIR}/munigraphConfig.cmake INSTALL_DESTINATION ${munigraph_cmake_dir})
write_basic_package_version_file(${CMAKE_CURRENT_BINARY_DIR}/munigraphConfigVersion.cmake
  COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/munigraphConfig.cmake
              ${CMAKE_CURRENT_BINARY_DIR}/munigraphConfigVersion.cmake
        DESTINATION ${munigraph_cmake_dir} COMPONENT munigraph_development)

# pkg-config: the prefix is found from where the file lies.
set(munigraph_pc_cflags "")
if(MUNIGRAPH_SHARED)
  set(munigraph_pc_cflags " -DMUNIGRAPH_SHARED")
endif()
set(munigraph_pc_dir ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
file(RELATIVE_PATH munigraph_pc_prefix
     ${CMAKE_INSTALL_FULL_LIBDIR}/pkgconfig ${CMAKE_INSTALL_PREFIX})
string(REGEX REPLACE "/$" "" munigraph_pc_prefix "${munigraph_pc_prefix}")
set(munigraph_pc_files munigraph.pc munigraph-boost.pc munigraph-eigen.pc)
if(MUNIGRAPH_SQLITE)
  list(APPEND munigraph_pc_files munigraph-store.pc)
endif()
foreach(file IN LISTS munigraph_pc_files)
  configure_file(cmake/${file}.in ${CMAKE_CURRENT_BINARY_DIR}/${file} @ONLY)
  install(FILES ${CMAKE_CURRENT_BINARY_DIR}/${file} DESTINATION ${munigraph_pc_dir}
          COMPONENT munigraph_development)
endforeach()
