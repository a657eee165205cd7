package org.weightwatcher.fit.numeric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Judge: another program (mpmath, adaptive quadrature with 40 digits); and differences of the
/// mass.
class TruncatedMomentsTest {
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          1.000001, 0.001, Infinity, 1.846540097568739078, 3.2945080811880273588, 156.78113379114405109, 4.0210782865547721528, 480.18548515798564976, 133043.87196338251449
          1.000001, 1e-7, Infinity, 2.7434662535779696679, 7.8233418512336990083, 643458.17152994916216, 20.89467513621087586, 4965920.7003910798011, 6020546218750.9401342
          1.7, 0.3, Infinity, -0.28707650427337750769, 0.60065602900693420861, 1.1084205117377776838, 0.24306987827554377182, 0.66536710692663867983, 2.1047373024922967058
          2.5, 1e-9, 3, -0.41663627173325241907, 0.63296528736812559643, 1.356791098759886971, 0.34220452585509115266, 1.1910844160829868619, 5.0079405825086725354
          2.5, 2, Infinity, -1.3971427680627477063, 0.21916186270069429588, 0.27181492855115546126, 0.038573666486309477303, 0.056895274222657619097, 0.086347983927785925078
          3, 25, Infinity, -3.3285961352871415758, 0.034753145359065528251, 0.035965902770059135348, 0.0011381802672023441387, 0.0012166747652713468225, 0.0013019149570731518528
          6.5, 0.01, Infinity, -1.7069664492200549811, 0.18132646726141665355, 0.22145064577277007858, 0.032840090841826363162, 0.048961675688688116922, 0.076718367967517662013
          30, 0.5, Infinity, -3.3849840378536386849, 0.033857408923059003634, 0.035043098783785190637, 0.0011448720439872357914, 0.0012264050140650187642, 0.0013153505518740065594
          1.2, 0.4, 0.7, -0.59380086446544074007, 0.31881468438557408768, 0.40343238427019527002, 0.039878005865799156845, 0.056558662456035171389, 0.08087847637267216001
          9, 1e-6, 2, -2.0794417970713245274, 0.12499975452312450323, 0.14285629394542918813, 0.015624544031647900357, 0.020406496282055957361, 0.027204706357229610019
          """)
  void agreesWithAnotherProgram(
      double a,
      double z,
      double end,
      double logMass,
      double meanLog,
      double mean,
      double varLog,
      double covariance,
      double var) {
    TruncatedMoments moments = TruncatedMoments.of(a, z, end);
    assertThat(moments.logMass()).isCloseTo(logMass, within(1e-13 * (1 + Math.abs(logMass))));
    assertThat(moments.meanLog()).isCloseTo(meanLog, within(1e-13 * meanLog));
    assertThat(moments.mean()).isCloseTo(mean, within(1e-13 * mean));
    assertThat(moments.varLog()).isCloseTo(varLog, within(1e-11 * varLog));
    assertThat(moments.covariance()).isCloseTo(covariance, within(1e-11 * covariance));
    assertThat(moments.var()).isCloseTo(var, within(1e-11 * var));
  }

  @Test
  void massIsTheExponentialIntegral() {
    for (double a : new double[] {1, 1.5, 2, 3, 7, 25}) {
      for (double z : new double[] {1e-10, 1e-4, 0.3, 2, 40}) {
        double mass = Math.exp(TruncatedMoments.of(a, z, Double.POSITIVE_INFINITY).logMass());
        double expected = ExponentialIntegral.scaled(a, z);
        assertThat(mass).as("a = %s, z = %s", a, z).isCloseTo(expected, within(1e-13 * expected));
      }
    }
  }

  @Test
  void momentsAreTheDerivativesOfTheMass() {
    double h = 1e-6;
    for (double end : new double[] {Double.POSITIVE_INFINITY, 1.5}) {
      TruncatedMoments at = TruncatedMoments.of(2.2, 0.3, end);
      double slopeA =
          (TruncatedMoments.of(2.2 + h, 0.3, end).logMass()
                  - TruncatedMoments.of(2.2 - h, 0.3, end).logMass())
              / (2 * h);
      double slopeZ =
          (TruncatedMoments.of(2.2, 0.3 + h, end).logMass()
                  - TruncatedMoments.of(2.2, 0.3 - h, end).logMass())
              / (2 * h);
      double bendAZ =
          (TruncatedMoments.of(2.2 + h, 0.3, end).mean()
                  - TruncatedMoments.of(2.2 - h, 0.3, end).mean())
              / (2 * h);
      assertThat(slopeA).isCloseTo(-at.meanLog(), within(1e-8));
      assertThat(slopeZ).isCloseTo(-at.mean(), within(1e-8));
      assertThat(bendAZ).isCloseTo(-at.covariance(), within(1e-8));
    }
  }

  @Test
  void ruleIsExactForPolynomialsAndSumsToOne() {
    for (int degree : new int[] {0, 1, 7, 39}) {
      double sum = 0;
      for (int k = 0; k < GaussLegendre.POINTS; k++) {
        sum += GaussLegendre.weight(k) * Math.pow(GaussLegendre.node(k), degree);
      }
      assertThat(sum).isCloseTo(1.0 / (degree + 1), within(1e-15));
    }
  }
}
