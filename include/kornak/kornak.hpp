#ifndef KORNAK_KORNAK_HPP
#define KORNAK_KORNAK_HPP

// All of Kornak's C++ face.
#include <kornak/config.hpp>
#include <kornak/connection.hpp>
#include <kornak/copy.hpp>
#include <kornak/error.hpp>
#include <kornak/sqlstate.hpp>
#include <kornak/transaction.hpp>
#include <kornak/types/array.hpp>
#include <kornak/types/bytea.hpp>
#include <kornak/types/date.hpp>
#include <kornak/types/interval.hpp>
#include <kornak/types/json.hpp>
#include <kornak/types/numeric.hpp>
#include <kornak/types/scalar.hpp>
#include <kornak/types/text.hpp>
#include <kornak/types/time.hpp>
#include <kornak/types/timestamp.hpp>
#include <kornak/types/uuid.hpp>
#include <kornak/version.hpp>

#endif
