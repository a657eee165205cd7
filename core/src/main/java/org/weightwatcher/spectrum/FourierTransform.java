package org.weightwatcher.spectrum;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/// The discrete Fourier transform of any length, without normalisation: `X_k = sum_j x_j e^(-2 pi i
/// j k / n)`.
///
/// Powers of two by Cooley & Tukey (1965), all other lengths as a convolution of a power of two by
/// Bluestein (1970); O(n log n), relative error a few times 2^-52. One object serves one thread.
final class FourierTransform {
  private final int length;
  private final int size;
  private final double[] cosines;
  private final double[] sines;
  private final double[] chirpCosines;
  private final double[] chirpSines;
  private final double[] filterReal;
  private final double[] filterImaginary;
  private final double[] workReal;
  private final double[] workImaginary;

  /// @param length n, 1 to 2^28
  /// @throws ArithmeticException for any other
  FourierTransform(int length) {
    if (length < 1 || length > 1 << 28) {
      throw new ArithmeticException(
          "a Fourier transform of %d points: at most 2^28 are possible".formatted(length));
    }
    this.length = length;
    boolean plain = Integer.bitCount(length) == 1;
    this.size = plain ? length : Integer.highestOneBit(2 * length - 1) << 1;
    this.cosines = new double[Math.max(1, size / 2)];
    this.sines = new double[cosines.length];
    for (int k = 0; k < cosines.length; k++) {
      cosines[k] = Math.cos(2 * Math.PI * k / size);
      sines[k] = Math.sin(2 * Math.PI * k / size);
    }
    int chirps = plain ? 0 : length;
    this.chirpCosines = new double[chirps];
    this.chirpSines = new double[chirps];
    this.filterReal = new double[plain ? 0 : size];
    this.filterImaginary = new double[plain ? 0 : size];
    this.workReal = new double[plain ? 0 : size];
    this.workImaginary = new double[plain ? 0 : size];
    if (!plain) {
      fillFilter();
    }
  }

  private void fillFilter() {
    for (int k = 0; k < length; k++) {
      // k² modulo 2n keeps the angle small and exact.
      double angle = Math.PI * ((long) k * k % (2L * length)) / length;
      chirpCosines[k] = Math.cos(angle);
      chirpSines[k] = Math.sin(angle);
      filterReal[k] = chirpCosines[k];
      filterImaginary[k] = chirpSines[k];
      if (k > 0) {
        filterReal[size - k] = chirpCosines[k];
        filterImaginary[size - k] = chirpSines[k];
      }
    }
    powerOfTwo(filterReal, filterImaginary);
  }

  /// Transforms in place.
  ///
  /// @param real n real parts
  /// @param imaginary n imaginary parts
  void transform(double[] real, double[] imaginary) {
    if (chirpCosines.length == 0) {
      powerOfTwo(real, imaginary);
      return;
    }
    for (int k = 0; k < size; k++) {
      boolean data = k < length;
      double c = data ? chirpCosines[k] : 0;
      double s = data ? -chirpSines[k] : 0;
      workReal[k] = data ? real[k] * c - imaginary[k] * s : 0;
      workImaginary[k] = data ? real[k] * s + imaginary[k] * c : 0;
    }
    powerOfTwo(workReal, workImaginary);
    for (int k = 0; k < size; k++) {
      double r = workReal[k] * filterReal[k] - workImaginary[k] * filterImaginary[k];
      double i = workReal[k] * filterImaginary[k] + workImaginary[k] * filterReal[k];
      workReal[k] = r;
      workImaginary[k] = i;
    }
    // With the parts exchanged the same transform is the inverse one.
    powerOfTwo(workImaginary, workReal);
    for (int k = 0; k < length; k++) {
      double r = workReal[k] / size;
      double i = workImaginary[k] / size;
      real[k] = r * chirpCosines[k] + i * chirpSines[k];
      imaginary[k] = i * chirpCosines[k] - r * chirpSines[k];
    }
  }

  private void powerOfTwo(double[] real, double[] imaginary) {
    reverseBits(real, imaginary);
    for (int half = 1; half < size; half *= 2) {
      int step = size / (2 * half);
      for (int start = 0; start < size; start += 2 * half) {
        for (int k = 0; k < half; k++) {
          butterfly(real, imaginary, start + k, start + k + half, k * step);
        }
      }
    }
  }

  private void butterfly(double[] real, double[] imaginary, int a, int b, int angle) {
    double r = real[b] * cosines[angle] + imaginary[b] * sines[angle];
    double i = imaginary[b] * cosines[angle] - real[b] * sines[angle];
    real[b] = real[a] - r;
    imaginary[b] = imaginary[a] - i;
    real[a] += r;
    imaginary[a] += i;
  }

  private void reverseBits(double[] real, double[] imaginary) {
    int bits = Integer.numberOfTrailingZeros(size);
    for (int i = 1; i < size; i++) {
      int j = Integer.reverse(i) >>> (32 - bits);
      if (i < j) {
        double r = real[i];
        real[i] = real[j];
        real[j] = r;
        double s = imaginary[i];
        imaginary[i] = imaginary[j];
        imaginary[j] = s;
      }
    }
  }

  /// The real part of the transform along both axes, in place.
  ///
  /// @param rows number of rows
  /// @param columns number of columns
  /// @param matrix row-major
  /// @param scratch of the same size
  static void realPart(int rows, int columns, MemorySegment matrix, MemorySegment scratch) {
    double[] real = new double[columns];
    double[] imaginary = new double[columns];
    FourierTransform ofRows = new FourierTransform(columns);
    for (long i = 0; i < rows; i++) {
      MemorySegment.copy(matrix, ValueLayout.JAVA_DOUBLE, 8 * i * columns, real, 0, columns);
      Arrays.fill(imaginary, 0);
      ofRows.transform(real, imaginary);
      MemorySegment.copy(real, 0, matrix, ValueLayout.JAVA_DOUBLE, 8 * i * columns, columns);
      MemorySegment.copy(imaginary, 0, scratch, ValueLayout.JAVA_DOUBLE, 8 * i * columns, columns);
    }
    double[] down = new double[rows];
    double[] downImaginary = new double[rows];
    FourierTransform ofColumns = new FourierTransform(rows);
    for (long j = 0; j < columns; j++) {
      for (int i = 0; i < rows; i++) {
        down[i] = matrix.getAtIndex(ValueLayout.JAVA_DOUBLE, i * (long) columns + j);
        downImaginary[i] = scratch.getAtIndex(ValueLayout.JAVA_DOUBLE, i * (long) columns + j);
      }
      ofColumns.transform(down, downImaginary);
      for (int i = 0; i < rows; i++) {
        matrix.setAtIndex(ValueLayout.JAVA_DOUBLE, i * (long) columns + j, down[i]);
      }
    }
  }
}
