file(REMOVE_RECURSE ${BUILD}/installed)
execute_process(COMMAND ${CMAKE_COMMAND} --install ${BUILD} --prefix ${BUILD}/installed
                COMMAND_ERROR_IS_FATAL ANY)
file(GLOB_RECURSE found RELATIVE ${BUILD}/installed ${BUILD}/installed/*)
if(NOT found MATCHES "^bin/subproject(\\.exe)?$")
  message(FATAL_ERROR "installed: ${found}")
endif()
