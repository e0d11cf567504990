#include <kornak/testing/script.hpp>

namespace kornak::testing {

script script::startup() {
    script s;
    s.receives_startup().sends(authentication_ok());
    for (const auto& [name, setting] : setting_list{{"application_name", ""},
                                                    {"client_encoding", "UTF8"},
                                                    {"DateStyle", "ISO, MDY"},
                                                    {"default_transaction_read_only", "off"},
                                                    {"in_hot_standby", "off"},
                                                    {"integer_datetimes", "on"},
                                                    {"IntervalStyle", "postgres"},
                                                    {"is_superuser", "off"},
                                                    {"server_encoding", "UTF8"},
                                                    {"server_version", "17.0"},
                                                    {"session_authorization", "kornak"},
                                                    {"standard_conforming_strings", "on"},
                                                    {"TimeZone", "UTC"}}) {
        s.sends(parameter_status(name, setting));
    }
    s.sends(backend_key_data(process_id, secret_key)).sends(ready());
    return s;
}

script& script::receives(bytes content) {
    return add({script_step::action::receive, std::move(content)});
}

script& script::receives_startup() {
    return add({script_step::action::receive_startup});
}

script& script::sends(bytes content) {
    return add({script_step::action::send, std::move(content)});
}

script& script::waits_for(std::size_t connection) {
    return add({script_step::action::wait, {}, connection});
}

script& script::closes() {
    return add({script_step::action::close});
}

script& script::add(script_step step) {
    steps_.push_back(std::move(step));
    return *this;
}

}  // namespace kornak::testing
