#ifndef KORNAK_VERSION_HPP
#define KORNAK_VERSION_HPP

// The one place the version is written: CMake and the Python package read this line.
#define KORNAK_VERSION "0.1.0"

#endif
