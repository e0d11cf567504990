// Plays a server's part from a file: see usage below, and the language of scripts in
// src/testing/script_text.hpp.

#include <chrono>
#include <cstdlib>
#include <exception>
#include <fstream>
#include <iostream>
#include <stdexcept>
#include <string>

#include <kornak/testing/fake_server.hpp>

#include "testing/script_text.hpp"

namespace {

// As timeout(1) and env(1) have it: nothing was played.
constexpr int not_run = 125;

// The client may be a Python program that is only just starting.
constexpr std::chrono::seconds patience{30};

constexpr const char* usage =
    "usage: kornak_fake_server script-file\n"
    "Plays the scripts of the file (- is the standard input), one for each connection that is made. The "
    "first line\n"
    "it writes tells where, as a connection string: host=SOCKET-DIRECTORY port=PORT; the port is also that "
    "of\n"
    "127.0.0.1. It ends when every client has closed its connection, with status 0 if the scripts were "
    "followed;\n"
    "else it writes what differed and ends with status 1.\n";

std::vector<kornak::testing::script> read_file(const std::string& name) {
    if (name == "-")
        return kornak::testing::read_scripts(std::cin);
    std::ifstream file(name);
    if (!file)
        throw std::runtime_error("cannot open " + name);
    return kornak::testing::read_scripts(file);
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 2) {
        std::cerr << usage;
        return not_run;
    }
    try {
        kornak::testing::fake_server server{read_file(argv[1]), patience};
        std::cout << server.conninfo() << std::endl;
        const auto difference = server.finish();
        std::cerr << difference;
        return difference.empty() ? EXIT_SUCCESS : EXIT_FAILURE;
    } catch (const std::exception& e) {
        std::cerr << "kornak_fake_server: " << e.what() << '\n';
        return not_run;
    }
}
