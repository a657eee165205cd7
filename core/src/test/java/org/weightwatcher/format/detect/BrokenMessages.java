package org.weightwatcher.format.detect;

import java.util.Map;

/// What is said about each broken file of the shared models, without the folder; lines are joined
/// by a bar.
final class BrokenMessages {
  static final Map<String, String> SAFETENSORS =
      Map.ofEntries(
          Map.entry(
              "empty-file.safetensors",
              "E_PLACEHOLDER: empty-file.safetensors is an empty file |  try downloading "
                  + "the file again"),
          Map.entry("good.safetensors", "1 tensors"),
          Map.entry(
              "header-2pow60.safetensors",
              "E_LIMIT: header-2pow60.safetensors: header length 1152921504606846976 "
                  + "exceeds 100000000 |  in  byte 0; the first 8 bytes may not be a safetensors "
                  + "header"),
          Map.entry(
              "header-bad-utf8.safetensors",
              "E_MALFORMED: header-bad-utf8.safetensors: header must be UTF-8 but has byte "
                  + "0xFF |  in  byte 10"),
          Map.entry(
              "header-deep-json.safetensors",
              "E_MALFORMED: header-deep-json.safetensors: tensor \"w\" must be an object "
                  + "but is [ |  in  byte 13"),
          Map.entry(
              "header-duplicate-key.safetensors",
              "E_DUPLICATE: header-duplicate-key.safetensors: header has tensor \"w\" "
                  + "twice |  in  byte 69"),
          Map.entry(
              "header-minus-one.safetensors",
              "E_LIMIT: header-minus-one.safetensors: header length 18446744073709551615 "
                  + "exceeds 100000000 |  in  byte 0; the first 8 bytes may not be a safetensors "
                  + "header"),
          Map.entry(
              "header-not-json.safetensors",
              "E_MALFORMED: header-not-json.safetensors: tensor \"w\" must be an object "
                  + "but is [ |  in  byte 14"),
          Map.entry(
              "header-not-object.safetensors",
              "E_MALFORMED: header-not-object.safetensors: header must begin with { but "
                  + "begins with byte 0x5B |  in  byte 8"),
          Map.entry(
              "header-zero.safetensors",
              "E_MALFORMED: header-zero.safetensors: header must have at least 2 bytes but "
                  + "has 0 |  in  byte 8"),
          Map.entry(
              "hole.safetensors",
              "E_MALFORMED: hole.safetensors: tensor \"b\" leaves a hole after tensor "
                  + "\"a\": it must begin at data offset 1024 but begins at 2048 |  in  key \"b\""),
          Map.entry(
              "metadata-not-strings.safetensors",
              "E_MALFORMED: metadata-not-strings.safetensors: __metadata__ must hold "
                  + "strings only but \"a\" is 1 |  in  byte 29"),
          Map.entry(
              "missing-field.safetensors",
              "E_MALFORMED: missing-field.safetensors: tensor \"w\" must have dtype, shape "
                  + "and data_offsets but has no data_offsets |  in  byte 43"),
          Map.entry(
              "offset-shape-mismatch.safetensors",
              "E_MALFORMED: offset-shape-mismatch.safetensors: tensor \"w\" must have 4080 "
                  + "bytes (f32, 4x255) but its data_offsets [0, 4096] span 4096 |  in  key \"w\""),
          Map.entry(
              "offsets-beyond-file.safetensors",
              "E_TRUNCATED: offsets-beyond-file.safetensors is cut short: tensor \"w\" "
                  + "ends at data offset 4398046511104 but the file has 4096 bytes of data (0 %) "
                  + "|  in  byte 4184 |  try copying or downloading the file again"),
          Map.entry(
              "offsets-reversed.safetensors",
              "E_MALFORMED: offsets-reversed.safetensors: tensor \"w\" must have "
                  + "data_offsets in ascending order but has [4096, 0] |  in  key \"w\""),
          Map.entry(
              "overlapping-offsets.safetensors",
              "E_MALFORMED: overlapping-offsets.safetensors: tensor \"b\" overlaps tensor "
                  + "\"a\": it must begin at data offset 2048 but begins at 1024 |  in  key \"b\""),
          Map.entry(
              "seven-bytes.safetensors",
              "E_TRUNCATED: seven-bytes.safetensors is cut short: must have at least 8 "
                  + "bytes but has 7 |  try copying or downloading the file again"),
          Map.entry(
              "shape-fraction.safetensors",
              "E_MALFORMED: shape-fraction.safetensors: tensor \"w\" must have "
                  + "non-negative integers in shape but has 16.5 |  in  byte 37"),
          Map.entry(
              "shape-negative.safetensors",
              "E_MALFORMED: shape-negative.safetensors: tensor \"w\" must have "
                  + "non-negative integers in shape but has -16 |  in  byte 37"),
          Map.entry(
              "shape-overflow.safetensors",
              "E_MALFORMED: shape-overflow.safetensors: tensor \"w\" must have fewer than "
                  + "2^63 bits but has shape 4294967296x4294967296 |  in  key \"w\""),
          Map.entry(
              "shared-offsets.safetensors",
              "E_MALFORMED: shared-offsets.safetensors: tensor \"b\" overlaps tensor "
                  + "\"a\": it must begin at data offset 4096 but begins at 0 |  in  key \"b\""),
          Map.entry(
              "trailing-bytes.safetensors",
              "E_MALFORMED: trailing-bytes.safetensors must end with its last tensor but "
                  + "has 64 trailing bytes |  in  byte 4165 |  try copying or downloading the "
                  + "file again"),
          Map.entry(
              "truncated-data.safetensors",
              "E_TRUNCATED: truncated-data.safetensors is cut short: tensor \"w\" ends at "
                  + "data offset 4096 but the file has 3996 bytes of data (97 %) |  in  byte "
                  + "4065 |  try copying or downloading the file again"),
          Map.entry(
              "truncated-header.safetensors",
              "E_TRUNCATED: truncated-header.safetensors is cut short: header needs 61 "
                  + "bytes, file has 40 |  in  byte 8 |  try copying or downloading the file "
                  + "again"),
          Map.entry(
              "unknown-dtype.safetensors",
              "E_UNSUPPORTED_DTYPE: unknown-dtype.safetensors: tensor \"w\" has unknown "
                  + "dtype \"F33\" |  in  byte 22"));
  static final Map<String, String> SHARDS =
      Map.ofEntries(
          Map.entry(
              "absolute/model.safetensors.index.json",
              "E_UNSAFE_PATH: absolute/model.safetensors.index.json: weight_map must name "
                  + "files of the same folder but \"w\" is in \"/absolute/secret.bin\" |  in  "
                  + "byte 55"),
          Map.entry("good/model.safetensors.index.json", "1 tensors"),
          Map.entry(
              "missing/model.safetensors.index.json",
              "E_MISSING_PART: missing/model.safetensors.index.json: 1 of 2 shards missing "
                  + "(tensors affected: 1): model-00002-of-00002.safetensors does not exist |  "
                  + "try downloading the missing files"),
          Map.entry(
              "self/model.safetensors.index.json",
              "E_MALFORMED: self/model.safetensors.index.json: weight_map must name files "
                  + "with tensors but names the index itself |  in  key \"weight_map\""),
          Map.entry(
              "traversal/model.safetensors.index.json",
              "E_UNSAFE_PATH: traversal/model.safetensors.index.json: weight_map must name "
                  + "files of the same folder but \"w\" is in "
                  + "\"../missing/model-00001-of-00002.safetensors\" |  in  byte 55"),
          Map.entry(
              "wrong-map/model.safetensors.index.json",
              "E_MALFORMED: wrong-map/model.safetensors.index.json: tensor \"ghost\" must "
                  + "be in model-00001-of-00001.safetensors but is not |  in  key \"ghost\""));

  private BrokenMessages() {}
}
