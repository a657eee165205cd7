package org.weightwatcher.format.content;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Recognises files that stand in place of weights: pointers of version control, saved error pages,
/// unfinished downloads.
public final class Placeholders {
  /// Pointers and error messages are shorter; so is no model.
  private static final int TEXT_MAX = 4096;

  /// A download that was cut is zero at both ends when its space was reserved.
  private static final long ZERO_PROBE = 64 << 10;

  private static final Pattern LFS_SIZE = Pattern.compile("(?m)^size (\\d{1,19})$");
  private static final Pattern XET_SIZE = Pattern.compile("(?m)^filesize = (\\d{1,19})$");
  private static final String AGAIN = "downloading the file again";

  private static final List<String> ERROR_PAGES =
      List.of(
          "<!doctype",
          "<html",
          "{\"error\"",
          "entry not found",
          "repository not found",
          "access to model",
          "invalid username or password");

  private static final List<String> UNFINISHED =
      List.of(".incomplete", ".part", ".crdownload", ".aria2");

  private Placeholders() {}

  /// @param head a file
  /// @return what stands there in place of weights, if anything does
  public static Optional<Verdict> test(Head head) {
    if (head.size() == 0) {
      return found("is an empty file", AGAIN);
    }
    if (UNFINISHED.stream().anyMatch(head::nameEnds)) {
      return found("is an unfinished download", "finishing the download");
    }
    if (head.size() <= TEXT_MAX) {
      Optional<Verdict> pointer = testText(head.text(TEXT_MAX));
      if (pointer.isPresent()) {
        return pointer;
      }
    }
    return isZero(head) ? found("is all zeros: incomplete download", AGAIN) : Optional.empty();
  }

  private static Optional<Verdict> testText(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    if (text.startsWith("version https://git-lfs.github.com/spec/v1")
        || text.startsWith("version https://hawser.github.com/spec/v1")) {
      return found("is a Git LFS pointer" + realSize(LFS_SIZE, text), "running git lfs pull");
    }
    if (text.startsWith("# xet version ")) {
      return found("is a xet pointer" + realSize(XET_SIZE, text), AGAIN);
    }
    if (text.startsWith("/annex/objects/") || text.contains(".git/annex/objects")) {
      return found("is a git-annex pointer without content", "running git annex get");
    }
    if (lower.startsWith("outs:") && lower.contains("md5:")) {
      return found("is a DVC pointer", "running dvc pull");
    }
    boolean denied = lower.startsWith("<") && lower.contains("accessdenied");
    if (denied || ERROR_PAGES.stream().anyMatch(lower::startsWith)) {
      return found("is a saved error page, not a model: the download failed", AGAIN);
    }
    return Optional.empty();
  }

  private static String realSize(Pattern pattern, String text) {
    Matcher size = pattern.matcher(text);
    return size.find() ? ", real size " + size.group(1) + " bytes" : "";
  }

  private static Optional<Verdict> found(String what, String hint) {
    return Optional.of(Verdict.placeholder(what, hint));
  }

  private static boolean isZero(Head head) {
    long probe = Math.min(ZERO_PROBE, head.size());
    return isZero(head.source().slice(0, probe))
        && isZero(head.source().slice(head.size() - probe, probe));
  }

  private static boolean isZero(MemorySegment bytes) {
    for (long i = 0; i < bytes.byteSize(); i++) {
      if (bytes.get(ValueLayout.JAVA_BYTE, i) != 0) {
        return false;
      }
    }
    return true;
  }
}
