package org.weightwatcher.format.content;

import java.lang.foreign.ValueLayout;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.weightwatcher.bytes.ByteSource;
import org.weightwatcher.error.ErrorCode;
import org.weightwatcher.error.Printable;
import org.weightwatcher.format.Container;

/// Tells the format of a file by its content. The name helps only where nothing else does.
public final class Sniffer {
  /// First hit wins.
  private static final List<Function<Head, Optional<Verdict>>> TESTS =
      List.of(
          Placeholders::test,
          Signatures::safetensors,
          Signatures::early,
          Tar::test,
          Signatures::pickle,
          Signatures::brokenSafetensors,
          Signatures::late,
          JsonKind::test,
          Protobuf::test,
          Names::test);

  private static final int SHOWN_BYTES = 16;

  private Sniffer() {}

  /// @param name of the file
  /// @param source its bytes
  /// @return what it is
  public static Verdict test(String name, ByteSource source) {
    Head head = new Head(name, source);
    return TESTS.stream()
        .flatMap(test -> test.apply(head).stream())
        .findFirst()
        .orElseGet(() -> unknown(head));
  }

  private static Verdict unknown(Head head) {
    if (head.nameEnds(".safetensors")) {
      return new Verdict.OfContainer(Container.SAFETENSORS);
    }
    byte[] start =
        head.source().slice(0, Math.min(SHOWN_BYTES, head.size())).toArray(ValueLayout.JAVA_BYTE);
    return new Verdict.Refused(
        ErrorCode.E_NOT_A_MODEL,
        "fits no known format: it begins with %s and %s"
            .formatted(HexFormat.ofDelimiter(" ").formatHex(start), extension(head.name())),
        "");
  }

  private static String extension(String name) {
    String last = name.substring(name.lastIndexOf('/') + 1);
    int dot = last.lastIndexOf('.');
    return dot <= 0
        ? "its name has no extension"
        : "its extension is " + Printable.brief(last.substring(dot));
  }
}
