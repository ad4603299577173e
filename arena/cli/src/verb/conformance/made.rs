//! The attacks that are made: too large, too many or too broken to be written down.

mod broken;
mod counts;
mod said;
mod scattered;
mod shapes;

use super::attack::{Source, Target};

/// Their targets, names and makers.
pub(super) const MADE: &[(Target, &str, Source)] = &[
    (Target::Modules, "bit-wrong-in-every-byte", Source::Made(broken::bit_wrong_in_every_byte)),
    (Target::Modules, "body-of-two-megabytes", Source::Made(counts::body)),
    (Target::Modules, "branches-just-light-enough", Source::Made(shapes::branches_just_light_enough)),
    (Target::Modules, "branches-out-of-nested-blocks", Source::Made(shapes::branches_out_of_nested_blocks)),
    (Target::Modules, "branches-times-locals", Source::Made(shapes::branches_times_locals)),
    (Target::Modules, "component", Source::Made(broken::component)),
    (Target::Modules, "count-of-four-billion", Source::Made(broken::count_of_four_billion)),
    (Target::Modules, "custom-section-of-three-megabytes", Source::Made(counts::custom_section)),
    (Target::Modules, "custom-section-over-the-limit", Source::Made(counts::custom_section_over_the_limit)),
    (Target::Modules, "cut-at-every-byte", Source::Made(broken::cut_at_every_byte)),
    (Target::Modules, "data-count-that-lies", Source::Made(broken::data_count_that_lies)),
    (Target::Modules, "elf-binary", Source::Made(broken::elf_binary)),
    (Target::Modules, "empty-file", Source::Made(broken::empty_file)),
    (Target::Modules, "expression-of-5000-operands", Source::Made(shapes::expression)),
    (Target::Modules, "full-branch-tables", Source::Made(shapes::full_branch_tables)),
    (Target::Modules, "huge-branch-table", Source::Made(shapes::huge_branch_table)),
    (Target::Modules, "invalid-utf-8-names", Source::Made(broken::invalid_utf_8_names)),
    (Target::Modules, "junk-after-the-end", Source::Made(broken::junk_after_the_end)),
    (Target::Modules, "largest-frames", Source::Made(shapes::largest_frames)),
    (Target::Modules, "live-ranges-that-all-cross", Source::Made(shapes::live_ranges_that_all_cross)),
    (Target::Modules, "locals-by-the-thousand", Source::Made(counts::locals)),
    (Target::Modules, "locals-in-many-functions", Source::Made(counts::locals_in_many_functions)),
    (Target::Modules, "locals-of-four-billion", Source::Made(broken::locals_of_four_billion)),
    (Target::Modules, "many-branch-tables", Source::Made(shapes::many_branch_tables)),
    (Target::Modules, "many-custom-sections", Source::Made(counts::many_custom_sections)),
    (Target::Modules, "many-data-segments", Source::Made(counts::many_data_segments)),
    (Target::Modules, "million-drops", Source::Made(shapes::million_drops)),
    (Target::Modules, "module-over-the-limit", Source::Made(counts::module_over_the_limit)),
    (Target::Modules, "name-of-5000-bytes", Source::Made(counts::name)),
    (Target::Modules, "name-section-bomb", Source::Made(counts::name_section)),
    (Target::Modules, "name-section-of-junk", Source::Made(broken::name_section_of_junk)),
    (Target::Modules, "nested-blocks", Source::Made(shapes::nested_blocks)),
    (Target::Modules, "nested-ifs", Source::Made(shapes::nested_ifs)),
    (Target::Modules, "nested-loops", Source::Made(shapes::nested_loops)),
    (Target::Modules, "number-without-an-end", Source::Made(broken::number_without_an_end)),
    (Target::Modules, "overlong-numbers", Source::Made(broken::overlong_numbers)),
    (Target::Modules, "section-of-a-gigabyte", Source::Made(broken::section_of_a_gigabyte)),
    (Target::Modules, "section-that-ends-early", Source::Made(broken::section_that_ends_early)),
    (Target::Modules, "section-twice", Source::Made(broken::section_twice)),
    (Target::Modules, "sections-out-of-order", Source::Made(broken::sections_out_of_order)),
    (Target::Modules, "text-file", Source::Made(broken::text_file)),
    (Target::Modules, "thousand-parameters", Source::Made(counts::parameters)),
    (Target::Modules, "thousand-results", Source::Made(counts::results)),
    (Target::Modules, "too-many-data-segments", Source::Made(counts::data_segments)),
    (Target::Modules, "too-many-element-segments", Source::Made(counts::element_segments)),
    (Target::Modules, "too-many-elements", Source::Made(counts::elements)),
    (Target::Modules, "too-many-exports", Source::Made(counts::exports)),
    (Target::Modules, "too-many-functions", Source::Made(counts::functions)),
    (Target::Modules, "too-many-globals", Source::Made(counts::globals)),
    (Target::Modules, "too-many-imports", Source::Made(counts::imports)),
    (Target::Modules, "too-many-types", Source::Made(counts::types)),
    (Target::Modules, "unknown-section", Source::Made(broken::unknown_section)),
    (Target::Modules, "wrong-magic", Source::Made(broken::wrong_magic)),
    (Target::Modules, "wrong-version", Source::Made(broken::wrong_version)),
    (Target::Running, "branch-all-over-the-code", Source::Made(scattered::branches)),
    (Target::Running, "call-all-over-the-code", Source::Made(scattered::calls)),
    (Target::Running, "call-all-over-the-code-through-a-table", Source::Made(scattered::indirect_calls)),
    (Target::Running, "fuel-ends-around-a-host-call", Source::Made(shapes::fuel_ends_around_a_host_call)),
    (Target::Lines, "brackets-by-the-thousand", Source::MadeLine(said::brackets)),
    (Target::Lines, "hundred-thousand-brackets", Source::MadeLine(said::brackets_over_the_limit)),
    (Target::Lines, "keys-by-the-thousand", Source::MadeLine(said::keys)),
    (Target::Lines, "line-of-the-longest-length", Source::MadeLine(said::longest_line)),
    (Target::Lines, "marks-and-watches-by-the-thousand", Source::MadeLine(said::marks_and_watches)),
    (Target::Lines, "objects-by-the-thousand", Source::MadeLine(said::objects)),
    (Target::Lines, "orders-by-the-hundred-thousand", Source::MadeLine(said::orders_in_many_lines)),
    (Target::Lines, "too-many-orders", Source::MadeLine(said::orders)),
];

/// A module with these fields, whose `_start` does nothing.
fn module(fields: &str) -> wat::Result<Vec<u8>> {
    wat::parse_str(format!(r#"(module (memory (export "memory") 1) {fields} (func (export "_start")))"#))
}

/// A module with these fields, which runs `body` and then reads every line to the end of its input.
fn player(fields: &str, body: &str) -> wat::Result<Vec<u8>> {
    wat::parse_str(format!(
        r#"(module
        (import "wasi_snapshot_preview1" "fd_read" (func $read (param i32 i32 i32 i32) (result i32)))
        (memory (export "memory") 2)
        {fields}
        (func (export "_start")
            {body}
            (loop $again
                (i32.store (i32.const 0) (i32.const 65536))
                (i32.store (i32.const 4) (i32.const 65536))
                (drop (call $read (i32.const 0) (i32.const 0) (i32.const 1) (i32.const 8)))
                (br_if $again (i32.load (i32.const 8))))))"#
    ))
}

/// A custom section with this name and content.
fn custom_section(name: &str, content: &[u8]) -> Vec<u8> {
    let body = [&number(name.len() as u64), name.as_bytes(), content].concat();
    [&[0], &number(body.len() as u64)[..], &body].concat()
}

/// A number in the least bytes, as modules write it.
fn number(mut value: u64) -> Vec<u8> {
    let mut bytes = Vec::new();
    loop {
        let low = (value & 0x7f) as u8;
        value >>= 7;
        if value == 0 {
            bytes.push(low);
            return bytes;
        }
        bytes.push(low | 0x80);
    }
}
