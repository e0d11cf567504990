#include <kornak/types/uuid.hpp>

#include "unit/types/check_codec.hpp"

namespace kornak {
namespace {

using namespace test;

constexpr std::string_view sample = "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11";

TEST(uuid_codec, reads_and_writes) {
    check_codec<uuid>({{*uuid::parse(sample), "a0eebc999c0b4ef8bb6d6bb9bd380a11", sample},
                       {{}, "00000000000000000000000000000000", "00000000-0000-0000-0000-000000000000"}});
    accepts_only_sizes<uuid>({16});
    accepts_only_types<uuid>({oids::uuid});
}

TEST(uuid_codec, reads_what_a_server_reads) {
    for (const std::string_view text : {
             "A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11",
             "{a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11}",
             "a0eebc999c0b4ef8bb6d6bb9bd380a11",
             "a0ee-bc99-9c0b-4ef8-bb6d-6bb9-bd38-0a11",
             "{a0eebc99-9c0b4ef8-bb6d6bb9-bd380a11}",
         })
        EXPECT_EQ(uuid::parse(text), uuid::parse(sample)) << text;
}

TEST(uuid_codec, rejects_what_a_server_rejects) {
    rejects_text<uuid>({
        "",
        "{}",
        "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a1",
        "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a111",
        "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380g11",
        "{a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11",
        "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11}",
        "{{a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11}}",
        "a-0eebc999c0b4ef8bb6d6bb9bd380a11",
        "a0-eebc999c0b4ef8bb6d6bb9bd380a11",
        "-a0eebc999c0b4ef8bb6d6bb9bd380a11",
        "a0eebc999c0b4ef8bb6d6bb9bd380a11-",
        "a0ee--bc999c0b4ef8bb6d6bb9bd380a11",
        " a0eebc999c0b4ef8bb6d6bb9bd380a11",
    });
}

TEST(uuid, is_ordered_by_its_bytes) {
    EXPECT_LT(*uuid::parse("00000000-0000-0000-0000-0000000000ff"),
              *uuid::parse("00000000-0000-0000-0000-000000000100"));
    EXPECT_LT(uuid{}, *uuid::parse(sample));
    EXPECT_EQ(uuid::parse(sample)->to_string(), sample);
}

}  // namespace
}  // namespace kornak
