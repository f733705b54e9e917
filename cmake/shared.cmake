# What a shared munigraph shows: what its headers mark (core/export.hpp), and no more.
include(CheckLinkerFlag)
set(munigraph_exports "-Wl,--version-script=${CMAKE_CURRENT_SOURCE_DIR}/cmake/exports.map")
check_linker_flag(CXX "${munigraph_exports}" MUNIGRAPH_VERSION_SCRIPT)

# munigraph_share(TARGET): numbers, what is shown, and where the libraries beside it are.
function(munigraph_share target)
  target_compile_definitions(${target} PUBLIC MUNIGRAPH_SHARED)
  # While the first number is 0 a minor version may break, and has a name of its own.
  set_target_properties(${target} PROPERTIES
    VERSION ${PROJECT_VERSION}
    SOVERSION ${PROJECT_VERSION_MAJOR}.${PROJECT_VERSION_MINOR})
  if(MUNIGRAPH_VERSION_SCRIPT)
    target_link_options(${target} PRIVATE "${munigraph_exports}")
    set_property(TARGET ${target} APPEND PROPERTY
      LINK_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/cmake/exports.map")
  endif()
  if(APPLE)
    set_target_properties(${target} PROPERTIES INSTALL_RPATH "@loader_path")
  elseif(UNIX)
    set_target_properties(${target} PROPERTIES INSTALL_RPATH "$ORIGIN")
  endif()
endfunction()
munigraph_share(munigraph)
if(TARGET munigraph_store)
  munigraph_share(munigraph_store)
endif()
