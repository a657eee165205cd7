package org.weightwatcher;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.AbstractList;
import java.util.List;
import java.util.Objects;
import org.weightwatcher.bytes.ByteSources;
import org.weightwatcher.layer.Layer;
import org.weightwatcher.layer.LayerType;
import org.weightwatcher.tensor.DType;
import org.weightwatcher.tensor.Decoder;
import org.weightwatcher.tensor.MatrixView;
import org.weightwatcher.tensor.Shape;

/// One matrix of a layer; its weights are decoded when they are asked for.
public final class WeightMatrix {
  private final String name;
  private final DType dtype;
  private final MatrixView view;
  private final ByteSources sources;

  private WeightMatrix(String name, DType dtype, MatrixView view, ByteSources sources) {
    this.name = name;
    this.dtype = dtype;
    this.view = view;
    this.sources = sources;
  }

  static List<WeightMatrix> of(Layer layer, ByteSources sources) {
    Shape kernel = layer.kernel();
    String sign = layer.type() == LayerType.EXPERT ? "." : ".k";
    return new AbstractList<>() {
      @Override
      public WeightMatrix get(int i) {
        String suffix = kernel.rank() == 0 ? "" : sign + position(kernel, i);
        return new WeightMatrix(
            layer.longname() + suffix, layer.dtype(), layer.matrices().get(i), sources);
      }

      @Override
      public int size() {
        return layer.matrices().size();
      }
    };
  }

  /// The indices along the axes of a kernel, the last one fastest.
  private static String position(Shape kernel, long index) {
    String text = "";
    long left = index;
    for (int axis = kernel.rank() - 1; axis >= 0; axis--) {
      text = left % kernel.dim(axis) + (text.isEmpty() ? "" : "_") + text;
      left /= kernel.dim(axis);
    }
    return text;
  }

  /// @return long name of the layer; of a convolution with `.kROW_COLUMN` of the kernel position,
  ///   of pooled experts with the number of the expert
  public String name() {
    return name;
  }

  /// @return stored element type
  public DType dtype() {
    return dtype;
  }

  /// @return number of rows
  public long rows() {
    return view.rows();
  }

  /// @return number of columns
  public long columns() {
    return view.columns();
  }

  /// Decodes some rows.
  ///
  /// @param firstRow first row, `>= 0`
  /// @param count rows, `firstRow + count <= rows`
  /// @return `count` rows of `columns` numbers each, widened exactly
  /// @throws IndexOutOfBoundsException if the rows do not exist
  /// @throws org.weightwatcher.error.ModelFormatException when the file has changed or is damaged
  public double[][] rows(long firstRow, int count) {
    Objects.checkFromIndexSize(firstRow, (long) count, view.rows());
    double[][] rows = new double[count][];
    try (Reader reader = new Reader()) {
      for (int i = 0; i < count; i++) {
        rows[i] = reader.row(firstRow + i);
      }
    }
    return rows;
  }

  /// Receives rows.
  @FunctionalInterface
  public interface RowVisitor {
    /// @param row `columns` numbers; a new array each time
    /// @throws IOException of the receiver
    void visit(double[] row) throws IOException;
  }

  /// Decodes all rows, one at a time; compressed weights are inflated once.
  ///
  /// @param visitor receives the rows in their order
  /// @throws IOException as the visitor gives it
  /// @throws org.weightwatcher.error.ModelFormatException when the file has changed or is damaged
  public void visitRows(RowVisitor visitor) throws IOException {
    try (Reader reader = new Reader()) {
      for (long i = 0; i < view.rows(); i++) {
        visitor.visit(reader.row(i));
      }
    }
  }

  private final class Reader implements AutoCloseable {
    private final Arena arena = Arena.ofConfined();
    private final Decoder decoder = new Decoder(sources);
    private final int width = Math.toIntExact(view.columns());
    private final MemorySegment one = arena.allocate(8L * width, 8);

    double[] row(long index) {
      decoder.decode(view.rowBlock(index, 1), one);
      return one.toArray(ValueLayout.JAVA_DOUBLE);
    }

    @Override
    public void close() {
      decoder.close();
      arena.close();
    }
  }
}
