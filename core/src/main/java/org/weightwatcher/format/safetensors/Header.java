package org.weightwatcher.format.safetensors;

import java.util.List;
import java.util.Map;

/// What the JSON of a header says.
///
/// @param entries in the order of the header, names distinct
/// @param metadata the object `__metadata__`, empty if absent
/// @param unknownKey first key of a tensor that the format does not define, empty if there is none
record Header(List<Entry> entries, Map<String, String> metadata, String unknownKey) {}
