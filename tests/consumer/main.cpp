#include <iostream>
#include <munigraph/core/error.hpp>
#include <string>

// Throws through the library and back, so that headers, symbols and exception types all match.
int main() {
  try {
    throw munigraph::DataError("not a date", {"arrangements.csv", "7", "valid_from", "31-31-2020",
                                              "a date as 2020-12-31"});
  } catch (const munigraph::DataError& error) {
    const bool located = error.location().row == "7" && error.location().column == "valid_from";
    const bool told = std::string(error.what()).find("31-31-2020") != std::string::npos;
    std::cout << error.what() << '\n';
    return located && told ? 0 : 1;
  }
}
