package org.weightwatcher.format.hdf5;

import io.jhdf.exceptions.HdfException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.weightwatcher.error.ErrorCode;
import org.weightwatcher.error.ModelFormatException;
import org.weightwatcher.error.Printable;

/// Why a part of an HDF5 file cannot be read; never leaves this package.
final class Damage extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final int CAUSES_MAX = 50;

  /// Kind of the failure.
  private final ErrorCode code;

  /// Where, for users; empty where the reason says it.
  private final String place;

  Damage(ErrorCode code, String reason, String place) {
    this(code, reason, place, null);
  }

  private Damage(ErrorCode code, String reason, String place, @Nullable Throwable cause) {
    super(reason, cause);
    this.code = code;
    this.place = place;
  }

  ErrorCode code() {
    return code;
  }

  /// What is wrong; escaped.
  String reason() {
    return String.valueOf(getMessage());
  }

  /// The failure of the whole file.
  ModelFormatException of(String file) {
    boolean again = code == ErrorCode.E_MALFORMED || code == ErrorCode.E_TRUNCATED;
    return new ModelFormatException(
        code,
        Printable.brief(file) + ": " + reason(),
        place,
        again ? "copying or downloading the file again" : "",
        getCause());
  }

  /// Runs what may hand bytes of the file to jHDF, and turns all that comes of it into damage: jHDF
  /// throws most kinds of runtime exceptions, and hostile structures can exhaust its stack or ask
  /// for more memory than there is.
  static <T> T guarded(Supplier<T> work) {
    try {
      return work.get();
    } catch (OutOfMemoryError failure) {
      throw new Damage(
          ErrorCode.E_LIMIT, "HDF5 structure needs more memory than there is", "", failure);
    } catch (RuntimeException | StackOverflowError failure) {
      throw from(failure);
    }
  }

  private static Damage from(Throwable failure) {
    Throwable root = failure;
    Throwable cause = failure;
    String known = "";
    for (int i = 0; cause != null && i < CAUSES_MAX; i++, cause = cause.getCause()) {
      if (cause instanceof Damage damage) {
        return damage;
      }
      if (cause instanceof HdfException && cause.getMessage() != null) {
        known = cause.getMessage();
      }
      root = cause;
    }
    String why = known.isEmpty() ? root.getClass().getSimpleName() : known;
    return new Damage(
        ErrorCode.E_MALFORMED, "HDF5 structure is damaged: " + Printable.brief(why), "", failure);
  }
}
