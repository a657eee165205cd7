package org.weightwatcher.fit.bulk;

/// The density that the bulk of a random matrix follows, in units in which the mean eigenvalue is 1
/// when sigma is 1.
///
/// Rectangular matrices: eigenvalues. Square ones: singular values, whose density does not diverge
/// at 0. Marchenko & Pastur 1967; reference: `RMT_Util.py`, `marchenko_pastur_fun` and
/// `quarter_circle_fun`.
sealed interface BulkLaw {
  /// @param t an eigenvalue, or a singular value for the laws of square matrices, `>= 0`
  /// @param sigma standard deviation of the entries
  /// @return density, `>= 0`; 0 outside the bulk
  double density(double t, double sigma);

  /// @return whether it is a law of singular values
  boolean ofSingularValues();

  /// `Q sqrt((b - t)(t - a)) / (2 pi sigma² t)`, `a, b = sigma²(1 -+ 1/sqrt Q)²`.
  ///
  /// @param q aspect ratio, not 1
  record Rectangular(double q) implements BulkLaw {
    double lower(double sigma) {
      double root = sigma * (1 - 1 / Math.sqrt(q));
      return root * root;
    }

    double upper(double sigma) {
      double root = sigma * (1 + 1 / Math.sqrt(q));
      return root * root;
    }

    @Override
    public double density(double t, double sigma) {
      double inside = (upper(sigma) - t) * (t - lower(sigma));
      return t > 0 && inside > 0 ? Math.sqrt(inside) * q / (2 * Math.PI * sigma * sigma * t) : 0;
    }

    @Override
    public boolean ofSingularValues() {
      return false;
    }
  }

  /// The quarter circle `sqrt(4 sigma² - t²) / (pi sigma²)`.
  record Square() implements BulkLaw {
    @Override
    public double density(double t, double sigma) {
      double inside = 4 * sigma * sigma - t * t;
      return inside > 0 ? Math.sqrt(inside) / (Math.PI * sigma * sigma) : 0;
    }

    @Override
    public boolean ofSingularValues() {
      return true;
    }
  }

  /// The reference's quarter circle, `sqrt(4 - t²) / (pi sigma²)`.
  record ReferenceSquare() implements BulkLaw {
    @Override
    public double density(double t, double sigma) {
      double inside = 4 - t * t;
      return inside > 0 ? Math.sqrt(inside) / (Math.PI * sigma * sigma) : 0;
    }

    @Override
    public boolean ofSingularValues() {
      return true;
    }
  }

  /// @param n one side
  /// @param m the other side
  /// @return the right law
  static BulkLaw of(long n, long m) {
    return n == m ? new Square() : new Rectangular((double) n / m);
  }

  /// @param n one side
  /// @param m the other side
  /// @return the reference's law
  static BulkLaw ofReference(long n, long m) {
    return n == m ? new ReferenceSquare() : new Rectangular((double) n / m);
  }
}
