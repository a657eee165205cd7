package org.weightwatcher.options;

import java.io.Serializable;

/// How the tail of a spectrum is fitted.
///
/// @param xmax upper end of the fit
public record FitSettings(Xmax xmax) implements Serializable {}
