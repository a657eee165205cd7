package org.weightwatcher.options;

import java.io.Serializable;

/// How the eigenvalues of a layer are computed.
///
/// @param svd method
/// @param convNorm whether the weights of pooled convolutions are multiplied by `sqrt(1/2)`, as the
///   reference does
public record SpectrumSettings(SvdMethod svd, boolean convNorm) implements Serializable {}
