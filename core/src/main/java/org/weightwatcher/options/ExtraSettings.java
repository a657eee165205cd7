package org.weightwatcher.options;

import java.io.Serializable;
import java.util.Locale;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.weightwatcher.error.OptionException;

/// What is computed on request, beside the spectrum and the fit of its tail.
///
/// @param mpFit whether the Marchenko-Pastur bulk is fitted
/// @param mpMethod how; the reference's rules have their own way
/// @param randomize whether the spectrum of the shuffled weights is computed
/// @param randomReplicas how many shuffles a layer; absent for the reference's rule, see
///   [#replicas(long)]
/// @param seed of everything random
/// @param detx whether the eigenvalues with determinant 1 are counted
/// @param vectors whether the eigenvectors are measured
/// @param levelSpacing whether the gaps between eigenvalues are wanted, for figures
public record ExtraSettings(
    boolean mpFit,
    MpMethod mpMethod,
    boolean randomize,
    @Nullable Integer randomReplicas,
    long seed,
    boolean detx,
    boolean vectors,
    boolean levelSpacing)
    implements Serializable {
  /// Layers with fewer eigenvalues are shuffled several times.
  private static final int FEW_EVALS = 100;

  private static final int REPLICAS_OF_FEW = 5;

  /// The seed of the reference's generator has 32 bits.
  private static final long REFERENCE_SEED_MAX = 0xffff_ffffL;

  /// @return how many shuffles a layer; empty for the rule of [#replicas(long)]
  public OptionalInt givenReplicas() {
    return randomReplicas == null ? OptionalInt.empty() : OptionalInt.of(randomReplicas);
  }

  /// Reference: `weightwatcher.py`, `apply_random_esd`.
  ///
  /// @param evals number of eigenvalues of a layer
  /// @return how often its weights are shuffled: as given, else 5 times below 100 eigenvalues, else
  ///   once
  public int replicas(long evals) {
    return givenReplicas().orElse(evals < FEW_EVALS ? REPLICAS_OF_FEW : 1);
  }

  /// @param givenMethod the method, if the user chose one
  /// @param compat the reference's rules leave less choice
  /// @throws OptionException when a value is out of range or two options contradict
  void check(@Nullable MpMethod givenMethod, Compat compat) {
    if (givenMethod != null) {
      String option = "--mp-method " + givenMethod.name().toLowerCase(Locale.ROOT);
      if (!mpFit && !randomize) {
        throw new OptionException(option + " needs --mp-fit or --randomize");
      }
      refuseWithReference(option, compat);
    }
    if (randomReplicas != null) {
      String option = "--random-replicas " + randomReplicas;
      if (randomReplicas < 1) {
        throw new OptionException("--random-replicas must be >= 1 but was " + randomReplicas);
      }
      if (!randomize) {
        throw new OptionException(option + " needs --randomize");
      }
      refuseWithReference(option, compat);
    }
    if (compat.reference() && (seed < 0 || seed > REFERENCE_SEED_MAX)) {
      throw new OptionException(
          "--seed must be between 0 and %d with --compat reference but was %d"
              .formatted(REFERENCE_SEED_MAX, seed));
    }
  }

  private static void refuseWithReference(String option, Compat compat) {
    if (compat.reference()) {
      throw new OptionException(
          option + " cannot be combined with --compat reference, which has its own rule");
    }
  }
}
