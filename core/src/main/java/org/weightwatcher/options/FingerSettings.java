package org.weightwatcher.options;

import java.io.Serializable;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.weightwatcher.error.OptionException;

/// What is done about fingers, and with which numbers; absent numbers were not given.
///
/// @param rule what is done
/// @param givenXminMax largest xmin, positive
/// @param givenMaxFingers most eigenvalues left out, `>= 1`
/// @param givenFingerThresh by how much alpha must fall, finite
public record FingerSettings(
    FixFingers rule,
    @Nullable Double givenXminMax,
    @Nullable Integer givenMaxFingers,
    @Nullable Double givenFingerThresh)
    implements Serializable {
  private static final int MAX_FINGERS = 10;
  private static final double FINGER_THRESH = 1.0;

  /// @return nothing done, nothing given
  public static FingerSettings none() {
    return new FingerSettings(FixFingers.NONE, null, null, null);
  }

  /// @return largest xmin; empty for 1.5 times the peak
  public OptionalDouble xminMax() {
    return givenXminMax == null ? OptionalDouble.empty() : OptionalDouble.of(givenXminMax);
  }

  /// @return most eigenvalues left out; 10 unless given
  public int maxFingers() {
    return givenMaxFingers == null ? MAX_FINGERS : givenMaxFingers;
  }

  /// @return by how much alpha must fall; 1.0 unless given
  public double fingerThresh() {
    return givenFingerThresh == null ? FINGER_THRESH : givenFingerThresh;
  }

  /// @param effective the rule after the kind of fit had its say
  /// @throws OptionException for a value out of range, or one that the rule does not use
  void check(FixFingers effective) {
    if (givenXminMax != null && !(givenXminMax > 0 && Double.isFinite(givenXminMax))) {
      throw new OptionException("--xmin-max must be a number > 0 but was " + givenXminMax);
    }
    if (givenMaxFingers != null && givenMaxFingers < 1) {
      throw new OptionException("--max-fingers must be >= 1 but was " + givenMaxFingers);
    }
    if (givenFingerThresh != null && !Double.isFinite(givenFingerThresh)) {
      throw new OptionException(
          "--finger-thresh must be a finite number but was " + givenFingerThresh);
    }
    needs("--xmin-max", givenXminMax, FixFingers.XMIN_PEAK, effective);
    needs("--max-fingers", givenMaxFingers, FixFingers.CLIP_XMAX, effective);
    needs("--finger-thresh", givenFingerThresh, FixFingers.CLIP_XMAX, effective);
  }

  private static void needs(
      String option, @Nullable Number given, FixFingers needed, FixFingers effective) {
    if (given != null && effective != needed) {
      throw new OptionException(
          "%s %s needs --fix-fingers %s".formatted(option, given, needed.word()));
    }
  }
}
