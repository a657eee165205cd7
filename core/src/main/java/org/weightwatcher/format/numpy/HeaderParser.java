package org.weightwatcher.format.numpy;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.weightwatcher.error.ErrorCode;
import org.weightwatcher.error.Printable;
import org.weightwatcher.format.Limits;
import org.weightwatcher.tensor.Shape;

/// Parses a header: a dictionary with exactly `descr`, `fortran_order` and `shape`, each once. One
/// object serves one header.
final class HeaderParser {
  private static final String KEYS = "must have descr, fortran_order and shape ";

  private final Prefix prefix;
  private final LiteralParser text;
  private NpyHeader.@Nullable Descr descr;
  private @Nullable Boolean fortranOrder;
  private @Nullable Shape shape;

  private HeaderParser(Prefix prefix, LiteralParser text) {
    this.prefix = prefix;
    this.text = text;
  }

  static NpyHeader parse(Prefix prefix) throws NpyDefect {
    return new HeaderParser(prefix, new LiteralParser(prefix, prefix.text())).parse();
  }

  private NpyHeader parse() throws NpyDefect {
    text.expect('{');
    while (!text.skip('}')) {
      parseEntry();
      if (!text.skip(',')) {
        text.expect('}');
        break;
      }
    }
    text.expectEnd();
    return new NpyHeader(
        required(descr, "descr"),
        required(fortranOrder, "fortran_order"),
        required(shape, "shape"),
        prefix.size());
  }

  private void parseEntry() throws NpyDefect {
    String key = key();
    text.expect(':');
    switch (key) {
      case "descr" -> {
        descr = once(descr, key, descr());
      }
      case "fortran_order" -> fortranOrder = once(fortranOrder, key, flag(text.value()));
      case "shape" -> shape = once(shape, key, shape(text.value()));
      default -> throw text.malformed(KEYS + "but also has " + Printable.brief(key));
    }
  }

  private String key() throws NpyDefect {
    if (text.value() instanceof Literal.Text(String key)) {
      return key;
    }
    throw text.malformed("must have texts as keys");
  }

  private NpyHeader.Descr descr() throws NpyDefect {
    int start = text.start();
    Literal value = text.value();
    return new NpyHeader.Descr(value, text.since(start), text.offset(start));
  }

  private <T> T once(@Nullable T before, String key, T value) throws NpyDefect {
    if (before != null) {
      throw text.defect(ErrorCode.E_DUPLICATE, "has " + key + " twice");
    }
    return value;
  }

  private <T> T required(@Nullable T value, String key) throws NpyDefect {
    if (value == null) {
      throw text.malformed(KEYS + "but has no " + key);
    }
    return value;
  }

  private boolean flag(Literal value) throws NpyDefect {
    if (value instanceof Literal.Flag(boolean set)) {
      return set;
    }
    throw text.malformed("must have True or False as fortran_order");
  }

  private Shape shape(Literal value) throws NpyDefect {
    if (!(value instanceof Literal.Tuple(List<Literal> items))) {
      throw text.malformed("must have a tuple as shape");
    }
    if (items.size() > Limits.RANK) {
      throw text.defect(
          ErrorCode.E_LIMIT,
          "must have at most %d dimensions but has %d".formatted(Limits.RANK, items.size()));
    }
    long[] dims = new long[items.size()];
    for (int i = 0; i < dims.length; i++) {
      dims[i] = dim(items.get(i));
    }
    return Shape.of(dims);
  }

  private long dim(Literal value) throws NpyDefect {
    if (!(value instanceof Literal.Whole(long dim))) {
      throw text.malformed("must have integers in shape");
    }
    if (dim < 0) {
      throw text.malformed("must have dimensions >= 0 but has " + dim);
    }
    return dim;
  }
}
