package org.weightwatcher.fit.numeric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The path of SciPy's `fmin`; the expected numbers were computed with SciPy.
class NelderMeadTest {
  @Test
  void followsScipyOnRosenbrocksValley() {
    double[] start = {-1.2, 1};
    double[] found =
        NelderMead.minimise(
            x -> 100 * Math.pow(x[1] - x[0] * x[0], 2) + (1 - x[0]) * (1 - x[0]), start);
    assertArrayEquals(new double[] {1.0000220217835696, 1.0000422197517715}, found, 1e-13);
    assertArrayEquals(new double[] {-1.2, 1}, start);
  }

  @Test
  void followsScipyInOneDimensionFromZero() {
    double[] found = NelderMead.minimise(x -> (x[0] - 3) * (x[0] - 3), new double[] {0});
    assertArrayEquals(new double[] {3.000000000000003}, found, 1e-13);
  }

  @Test
  void stopsAfterTwoHundredEvaluationsPerDimension() {
    List<double[]> seen = new ArrayList<>();
    double[] found =
        NelderMead.minimise(
            x -> {
              seen.add(x);
              return -x[0] - x[1];
            },
            new double[] {1, 1});
    assertEquals(400, seen.size());
    assertArrayEquals(new double[] {3.5182792823945455e43, 2.487992464757624e43}, found, 1e34);
  }

  @Test
  void shrinksWhenNoMoveHelps() {
    double[] found = NelderMead.minimise(x -> x[0] == 1 && x[1] == 1 ? 0 : 1, new double[] {1, 1});
    assertArrayEquals(new double[] {1, 1}, found);
  }
}
