package org.weightwatcher.options;

import java.io.Serializable;
import org.weightwatcher.error.OptionException;

/// How the tail of a spectrum is fitted.
///
/// @param kind which distribution
/// @param plPackage whose conventions
/// @param xmax upper end of the fit
/// @param fingers what is done about fingers, as given
public record FitSettings(FitKind kind, PlPackage plPackage, Xmax xmax, FingerSettings fingers)
    implements Serializable {
  /// @return a power law, all eigenvalues
  public static FitSettings defaults() {
    return of(new Xmax.None());
  }

  /// @param xmax upper end of the fit
  /// @return a power law up to there
  public static FitSettings of(Xmax xmax) {
    return new FitSettings(FitKind.PL, PlPackage.WW, xmax, FingerSettings.none());
  }

  /// @return what is done about fingers: as given, but `e-tpl` brings its own
  public FixFingers fixFingers() {
    return kind == FitKind.E_TPL ? FixFingers.XMIN_PEAK : fingers.rule();
  }

  /// @param compat the reference fits `tpl` with one package only
  /// @throws OptionException when a value is out of range or two options contradict
  void check(Compat compat) {
    fingers.check(fixFingers());
    if (kind == FitKind.E_TPL && fingers.rule() == FixFingers.CLIP_XMAX) {
      throw new OptionException("--fit e-tpl cannot be combined with --fix-fingers clip-xmax");
    }
    if (xmax instanceof Xmax.DropLargest(int count) && fixFingers() != FixFingers.NONE) {
      String option =
          fingers.rule() == FixFingers.NONE
              ? "--fit e-tpl"
              : "--fix-fingers " + fingers.rule().word();
      throw new OptionException("%s cannot be combined with --xmax %d".formatted(option, count));
    }
    if (plPackage == PlPackage.WW && xmax instanceof Xmax.Force) {
      throw new OptionException("--xmax force needs --pl-package powerlaw");
    }
    if (plPackage == PlPackage.WW && kind.truncated() && compat.reference()) {
      throw new OptionException(
          "--fit %s with --compat reference needs --pl-package powerlaw".formatted(kind.word()));
    }
  }
}
