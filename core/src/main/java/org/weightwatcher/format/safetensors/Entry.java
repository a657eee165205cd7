package org.weightwatcher.format.safetensors;

import org.weightwatcher.tensor.DType;
import org.weightwatcher.tensor.Shape;

/// One tensor as the header declares it; the numbers are not yet checked against each other.
///
/// @param name as the header spells it, escapes resolved
/// @param dtype type of the elements
/// @param shape dimensions
/// @param begin first byte, counted from the end of the header, `>= 0`
/// @param end byte after the last, `>= 0`
record Entry(String name, DType dtype, Shape shape, long begin, long end) {}
