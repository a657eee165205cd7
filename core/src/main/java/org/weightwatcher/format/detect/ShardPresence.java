package org.weightwatcher.format.detect;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.weightwatcher.error.ErrorCode;
import org.weightwatcher.error.ModelFormatException;
import org.weightwatcher.error.Printable;
import org.weightwatcher.format.content.Head;
import org.weightwatcher.format.content.Placeholders;
import org.weightwatcher.format.content.Verdict;

/// Checks that every shard of a model is there and is more than a pointer, so that one message
/// names all that has to be fetched.
///
/// @param place the folder
/// @param shown name of the model or of its index for messages, escaped
/// @param names every shard
record ShardPresence(Place place, String shown, List<String> names) {
  /// Names that one message lists.
  private static final int LISTED = 5;

  void check(ToLongFunction<String> tensors) {
    List<String> absent = new ArrayList<>();
    List<String> reasons = new ArrayList<>();
    int pointers = 0;
    for (String name : names) {
      String reason = whyAbsent(name);
      if (!reason.isEmpty()) {
        absent.add(name);
        reasons.add(Printable.brief(name) + " " + reason);
        pointers += reason.equals("does not exist") ? 0 : 1;
      }
    }
    if (absent.isEmpty()) {
      return;
    }
    long affected = absent.stream().mapToLong(tensors).sum();
    throw new ModelFormatException(
        pointers == names.size() ? ErrorCode.E_PLACEHOLDER : ErrorCode.E_MISSING_PART,
        "%s: %d of %d shards missing%s: %s"
            .formatted(
                shown,
                absent.size(),
                names.size(),
                affected == 0 ? "" : " (tensors affected: %d)".formatted(affected),
                listed(reasons)),
        "",
        "downloading the missing files");
  }

  private static String listed(List<String> reasons) {
    String first = reasons.stream().limit(LISTED).collect(Collectors.joining("; "));
    int more = reasons.size() - LISTED;
    return more > 0 ? first + "; and %d more".formatted(more) : first;
  }

  private String whyAbsent(String name) {
    try {
      Head head = new Head(name, place.open(name));
      return Placeholders.test(head)
          .map(verdict -> verdict instanceof Verdict.Refused refused ? refused.what() : "")
          .orElse("");
    } catch (ModelFormatException e) {
      if (e.code() == ErrorCode.E_NOT_FOUND) {
        return "does not exist";
      }
      if (e.code() == ErrorCode.E_MISSING_PART) {
        return "is a link to nothing: blob not downloaded";
      }
      throw e;
    }
  }
}
