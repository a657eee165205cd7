package org.weightwatcher.format;

/// One file of a model.
///
/// @param file path as opened
/// @param bytes size of the file
/// @param headerSha256 lower-case hex digest of the file's own description of its tensors (the JSON
///   header of safetensors, the pickle of PyTorch)
public record ModelPart(String file, long bytes, String headerSha256) {}
