#ifndef KORNAK_WIRE_DIAGNOSTIC_FIELDS_HPP
#define KORNAK_WIRE_DIAGNOSTIC_FIELDS_HPP

#include <kornak/diagnostics.hpp>

namespace kornak::wire {

/// Calls `visit(code, member)` for every field of `d`, in the order in which servers send them.
/// Documentation, "Error and Notice Message Fields".
template <class Diagnostics, class Visitor>
void for_each_field(Diagnostics& d, Visitor visit) {
    visit('S', d.severity);
    visit('V', d.severity_nonlocalized);
    visit('C', d.sqlstate);
    visit('M', d.message_primary);
    visit('D', d.message_detail);
    visit('H', d.message_hint);
    visit('P', d.statement_position);
    visit('p', d.internal_position);
    visit('q', d.internal_query);
    visit('W', d.context);
    visit('s', d.schema_name);
    visit('t', d.table_name);
    visit('c', d.column_name);
    visit('d', d.datatype_name);
    visit('n', d.constraint_name);
    visit('F', d.source_file);
    visit('L', d.source_line);
    visit('R', d.source_function);
}

}  // namespace kornak::wire

#endif
