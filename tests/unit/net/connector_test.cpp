#include "net/connector.hpp"

#include <chrono>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "connect_test_settings.hpp"
#include "scripted_peer.hpp"
#include "session/md5_password.hpp"
#include "session/simple_query.hpp"
#include "support/scram_server.hpp"

using namespace kornak;
using namespace peer_test;

namespace {

const std::string scram_only("SCRAM-SHA-256\0\0", 15);

net::connect_settings with_password(std::uint16_t port, std::string password) {
    auto s = settings_for({port});
    s.endpoints[0].password = std::move(password);
    return s;
}

/// A whole login by SCRAM, but for what `spoil` makes of the server's messages.
void scram_login(peer_end& client, const std::string& password,
                 const std::function<std::string(kind, std::string)>& spoil) {
    session::scram_server server(password);
    client.receive_startup();
    client.send_request(kind::sasl, scram_only);
    const auto initial = client.receive_message('p');
    client.send_request(kind::sasl_continue,
                        spoil(kind::sasl_continue, server.first(initial.substr(initial.find('\0') + 5))));
    const auto proof = server.final(client.receive_message('p'));
    if (proof.empty())
        return client.send_error("28P01", "password authentication failed for user \"joe\"");
    client.send_request(kind::sasl_final, spoil(kind::sasl_final, proof));
    client.send_request(kind::ok);
    client.send(wire::ready_for_query{});
    client.expect_end();
}
std::string as_it_is(kind, std::string text) {
    return text;
}

TEST(connector, gives_a_session_that_is_logged_in_and_works) {
    scripted_peer server({[](peer_end& client) {
        client.let_in({{"server_version", "17.2"}});
        EXPECT_EQ(client.receive_message('Q'), std::string("select 1\0", 9));
        client.send(wire::command_complete{"SELECT 1"});
        client.send(wire::ready_for_query{});
        client.expect_end();
    }});
    auto c = connect(settings_for({server.port()}));
    ASSERT_TRUE(c) << c.error().message;
    EXPECT_EQ(*c->session->parameter("server_version"), "17.2");
    EXPECT_EQ(c->session->key().process_id, 4711);
    EXPECT_EQ(c->session->key().secret, "keys");
    EXPECT_EQ(c->protocol, wire::protocol_3_0);
    EXPECT_EQ(c->target.where.text(), "127.0.0.1");
    EXPECT_EQ(c->target.tls, net::encryption::none);
    EXPECT_FALSE(c->tls);
    EXPECT_FALSE(c->password_used);

    session::simple_query q("select 1");
    c->session->enqueue(q);
    net::progress quiet;
    net::run_blocking(
        *c->io, *c->session, [&] { return q.done(); }, quiet);
    EXPECT_FALSE(q.error());
    c->io.reset();
    EXPECT_EQ(server.finish(), "");
}

TEST(connector, answers_a_request_for_a_clear_text_password) {
    scripted_peer server({[](peer_end& client) {
        client.receive_startup();
        client.send_request(kind::cleartext_password);
        EXPECT_EQ(client.receive_message('p'), std::string("secret\0", 7));
        client.send_request(kind::ok);
        client.send(wire::ready_for_query{});
    }});
    const auto c = connect(with_password(server.port(), "secret"));
    ASSERT_TRUE(c) << c.error().message;
    EXPECT_TRUE(c->password_used);
    EXPECT_EQ(server.finish(), "");
}

TEST(connector, answers_a_request_for_an_md5_password) {
    scripted_peer server({[](peer_end& client) {
        client.receive_startup();
        client.send_request(kind::md5_password, "salt");
        const auto salt = wire::as_bytes("salt");
        EXPECT_EQ(client.receive_message('p'),
                  *session::md5_password("joe", "secret", salt.first<4>()) + '\0');
        client.send_request(kind::ok);
        client.send(wire::ready_for_query{});
    }});
    const auto c = connect(with_password(server.port(), "secret"));
    EXPECT_TRUE(c) << c.error().message;
    EXPECT_EQ(server.finish(), "");
}

TEST(connector, logs_in_by_scram) {
    scripted_peer server({[](peer_end& client) { scram_login(client, "secret", as_it_is); }});
    {
        const auto c = connect(with_password(server.port(), "secret"));
        EXPECT_TRUE(c) << c.error().message;
    }
    EXPECT_EQ(server.finish(), "");
}

TEST(connector, reports_a_wrong_password_with_all_the_server_says) {
    scripted_peer server({[](peer_end& client) { scram_login(client, "secret", as_it_is); }});
    auto s = with_password(server.port(), "not-the-secret");
    s.endpoints[0].password_from_file = true;
    const auto why = failure_of(s);
    EXPECT_EQ(why.message, at_port(server.port()) +
                               "FATAL:  password authentication failed for user \"joe\"\n"
                               "the password came from the password file");
    EXPECT_EQ(why.kind, failure_kind::connection);
    EXPECT_FALSE(why.sent);
    ASSERT_TRUE(why.server);
    EXPECT_EQ(why.server->sqlstate, "28P01");
    EXPECT_EQ(server.finish(), "");
}

TEST(connector, refuses_a_server_that_does_not_know_the_password) {
    scripted_peer server({[](peer_end& client) {
        scram_login(client, "secret", [](kind k, std::string text) {
            if (k == kind::sasl_final)
                text[5] = text[5] == 'x' ? 'y' : 'x';
            return text;
        });
    }});
    const auto why = failure_of(with_password(server.port(), "secret"));
    EXPECT_NE(why.message.find("could not prove that it knows the password"), std::string::npos)
        << why.message;
}

TEST(connector, refuses_a_tampered_nonce) {
    scripted_peer server({[](peer_end& client) {
        scram_login(client, "secret", [](kind k, std::string text) {
            if (k == kind::sasl_continue)
                text[3] = text[3] == 'x' ? 'y' : 'x';
            return text;
        });
    }});
    const auto why = failure_of(with_password(server.port(), "secret"));
    EXPECT_NE(why.message.find("nonce does not continue the client's"), std::string::npos) << why.message;
    EXPECT_EQ(why.kind, failure_kind::protocol);
}

TEST(connector, says_who_needs_a_password_when_there_is_none) {
    scripted_peer server({[](peer_end& client) {
        client.receive_startup();
        client.send_request(kind::cleartext_password);
        client.expect_end();
    }});
    const auto why = failure_of(settings_for({server.port()}));
    EXPECT_EQ(why.message.find(at_port(server.port()) + "no password supplied for user \"joe\""), 0u)
        << why.message;
    EXPECT_EQ(server.finish(), "");
}

TEST(connector, honours_require_auth) {
    scripted_peer server({[](peer_end& client) {
        client.receive_startup();
        client.send_request(kind::cleartext_password);
        client.expect_end();
    }});
    auto s = with_password(server.port(), "secret");
    s.require_auth = {"scram-sha-256"};
    EXPECT_EQ(
        failure_of(s).message,
        at_port(server.port()) + "require_auth=scram-sha-256, but the server asks for method \"password\"");
    EXPECT_EQ(server.finish(), "");
}

TEST(connector, does_not_even_try_with_settings_that_make_no_sense) {
    auto s = settings_for({1});
    s.require_auth = {"rot13"};
    EXPECT_EQ(failure_of(s).kind, failure_kind::usage);
    EXPECT_EQ(failure_of(settings_for({})).kind, failure_kind::usage);
}

TEST(connector, says_what_it_waited_for_when_the_server_hangs_up) {
    const struct {
        script server;
        const char* stage;
    } table[] = {
        {[](peer_end& client) { client.receive_startup(); }, "waiting for the server's answer to the login"},
        {[](peer_end& client) {
             client.receive_startup();
             client.send_request(kind::cleartext_password);
             client.receive_message('p');
         },
         "waiting for the server to accept the login"},
        {[](peer_end& client) {
             client.receive_startup();
             client.send_request(kind::sasl, scram_only);
             client.receive_message('p');
         },
         "waiting for the server to accept the login"},
        {[](peer_end& client) {
             session::scram_server server("secret");
             client.receive_startup();
             client.send_request(kind::sasl, scram_only);
             const auto initial = client.receive_message('p');
             client.send_request(kind::sasl_continue, server.first(initial.substr(initial.find('\0') + 5)));
             client.receive_message('p');
         },
         "waiting for the server to accept the login"},
        {[](peer_end& client) {
             client.receive_startup();
             client.send_request(kind::ok);
             client.send(wire::backend_key_data{1, wire::as_bytes("keys")});
         },
         "waiting for the server to get ready after the login"},
        {[](peer_end& client) {
             client.receive_startup();
             client.send_request(kind::ok);
         },
         "waiting for the server to get ready after the login"},
        {[](peer_end& client) {
             client.receive_startup();
             client.send_bytes(std::string("R\0\0\0\10\0", 6));
         },
         "waiting for the server's answer to the login"},
    };
    for (const auto& row : table) {
        scripted_peer server({row.server});
        const auto why = failure_of(with_password(server.port(), "secret"));
        EXPECT_EQ(why.message.find(at_port(server.port()) + "server closed the connection unexpectedly"), 0u)
            << why.message;
        EXPECT_NE(why.message.find(std::string("(while ") + row.stage + ")"), std::string::npos)
            << why.message;
        EXPECT_EQ(why.kind, failure_kind::connection);
        EXPECT_EQ(server.finish(), "");
    }
}

TEST(connector, survives_what_is_not_a_postgresql_server) {
    const std::string table[] = {"HTTP/1.1 400 Bad Request\r\n\r\n",
                                 {"R\xff\xff\xff\xff\0\0\0\0", 9},
                                 {"R\x7f\xff\xff\xff\0\0\0\0", 9},
                                 {"Z\0\0\0\5I", 6},
                                 {"E\0\0\0\3", 5},
                                 std::string(64, '\0')};
    for (const auto& bytes : table) {
        scripted_peer server({[&](peer_end& client) {
            client.receive_startup();
            client.send_bytes(bytes);
            client.expect_end();
        }});
        const auto why = failure_of(settings_for({server.port()}));
        EXPECT_EQ(why.kind, failure_kind::protocol) << why.message;
        EXPECT_EQ(why.message.find(at_port(server.port())), 0u);
        EXPECT_EQ(server.finish(), "");
    }
}

TEST(connector, does_not_listen_for_ever_to_a_server_that_talks_for_ever) {
    scripted_peer server({[](peer_end& client) {
        client.receive_startup();
        wire::byte_writer notice;
        diagnostics d;
        d.message_primary.assign(16384, 'x');
        wire::encode_diagnostics(notice, wire::notice_response_tag, d);
        try {
            for (;;)
                client.send_bytes(wire::as_text(notice.view()));
        } catch (const std::runtime_error&) {
        }
    }});
    const auto why = failure_of(settings_for({server.port()}));
    EXPECT_EQ(why.kind, failure_kind::protocol);
    EXPECT_NE(why.message.find("data without end"), std::string::npos) << why.message;
}

TEST(connector, gives_up_on_a_silent_server_when_its_time_is_over) {
    scripted_peer server({[](peer_end& client) { client.receive_startup(), client.expect_end(); }});
    auto s = settings_for({server.port()});
    s.connect_timeout = std::chrono::milliseconds(200);
    const auto why = failure_of(s);
    EXPECT_EQ(why.message,
              at_port(server.port()) + "timeout expired while waiting for the server's answer to the login");
    EXPECT_TRUE(why.timed_out);
    EXPECT_EQ(server.finish(), "");
}

}  // namespace
