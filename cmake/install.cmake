# Installs the library so that find_package(munigraph) works for other programs.
include(CMakePackageConfigHelpers)
set(munigraph_installed munigraph)
if(MUNIGRAPH_SQLITE)
  list(APPEND munigraph_installed munigraph_store)
endif()
install(TARGETS ${munigraph_installed} EXPORT munigraph-targets
        ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR}
        LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR}
        RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(DIRECTORY include/munigraph DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
set(munigraph_cmake_dir ${CMAKE_INSTALL_LIBDIR}/cmake/munigraph)
install(EXPORT munigraph-targets NAMESPACE munigraph:: DESTINATION ${munigraph_cmake_dir})
configure_package_config_file(cmake/munigraphConfig.cmake.in
  ${CMAKE_CURRENT_BINARY_DIR}/munigraphConfig.cmake INSTALL_DESTINATION ${munigraph_cmake_dir})
write_basic_package_version_file(${CMAKE_CURRENT_BINARY_DIR}/munigraphConfigVersion.cmake
  COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/munigraphConfig.cmake
              ${CMAKE_CURRENT_BINARY_DIR}/munigraphConfigVersion.cmake
        DESTINATION ${munigraph_cmake_dir})
