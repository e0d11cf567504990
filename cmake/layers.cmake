# kornak_layer(NAME [USES layer...] [LIBRARIES target...])
# One static library kornak_NAME from src/NAME/*.cpp. Sources are globbed with CONFIGURE_DEPENDS, so adding a
# file needs no edit here; the layer's own directory is all it adds to the build.
function(kornak_layer name)
  cmake_parse_arguments(arg "" "" "USES;LIBRARIES" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/src/${name}/*.cpp)
  if(NOT sources)
    set(sources ${PROJECT_SOURCE_DIR}/cmake/empty.cpp)
  endif()
  add_library(kornak_${name} STATIC ${sources})
  target_include_directories(kornak_${name} PUBLIC $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/include>
                                            PRIVATE ${PROJECT_SOURCE_DIR}/src)
  foreach(used IN LISTS arg_USES)
    target_link_libraries(kornak_${name} PUBLIC kornak_${used})
  endforeach()
  target_link_libraries(kornak_${name} PRIVATE ${arg_LIBRARIES})
  kornak_warnings(kornak_${name})
endfunction()
