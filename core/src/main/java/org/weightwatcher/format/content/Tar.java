package org.weightwatcher.format.content;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.weightwatcher.format.Container;

/// Recognises tar archives: by the word `ustar`, or, before that existed, by the checksum of the
/// first header.
final class Tar {
  private static final int BLOCK = 512;

  /// Members that are looked at; a checkpoint has four.
  private static final int MEMBERS_MAX = 1000;

  private static final List<String> TORCH = List.of("pickle", "tensors", "storages");

  private Tar() {}

  static Optional<Verdict> test(Head head) {
    if (!head.hasAt(257, "ustar") && !hasHeader(head, 0)) {
      return Optional.empty();
    }
    return Optional.of(
        members(head).containsAll(TORCH)
            ? new Verdict.OfContainer(Container.TORCH_TAR)
            : Verdict.unsupported("is a tar archive", "unpacking it first"));
  }

  private static boolean hasHeader(Head head, long at) {
    if (!head.has(at, BLOCK)) {
      return false;
    }
    OptionalLong stored = octal(head, at + 148, 8);
    long sum = 0;
    for (int i = 0; i < BLOCK; i++) {
      sum += i >= 148 && i < 156 ? ' ' : head.u8(at + i);
    }
    return stored.isPresent() && stored.getAsLong() == sum;
  }

  private static Set<String> members(Head head) {
    Set<String> names = new HashSet<>();
    long at = 0;
    for (int i = 0; i < MEMBERS_MAX && hasHeader(head, at); i++) {
      String name = head.latin1(at, 100).split("\0", 2)[0];
      names.add(name.startsWith("./") ? name.substring(2) : name);
      OptionalLong size = octal(head, at + 124, 12);
      if (size.isEmpty() || size.getAsLong() > head.size()) {
        break;
      }
      at += BLOCK + (size.getAsLong() + BLOCK - 1) / BLOCK * BLOCK;
    }
    return names;
  }

  private static OptionalLong octal(Head head, long at, int length) {
    String digits = head.latin1(at, length).replace('\0', ' ').strip();
    return digits.matches("[0-7]{1,12}")
        ? OptionalLong.of(Long.parseLong(digits, 8))
        : OptionalLong.empty();
  }
}
