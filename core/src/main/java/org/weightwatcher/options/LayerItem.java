package org.weightwatcher.options;

import java.io.Serializable;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.weightwatcher.error.OptionException;

/// One item of `--layers`, without its sign.
sealed interface LayerItem extends Serializable {
  /// @param layer what is known of the layer
  /// @return whether the item names it
  boolean matches(LayerFilter.Candidate layer);

  /// A range of ids, both ends included.
  record Ids(int first, int last) implements LayerItem {
    @Override
    public boolean matches(LayerFilter.Candidate layer) {
      return layer.id() >= first && layer.id() <= last;
    }
  }

  /// A type word.
  record Type(String word) implements LayerItem {
    @Override
    public boolean matches(LayerFilter.Candidate layer) {
      return layer.type().equals(word);
    }
  }

  /// A name or a glob: `*` any run, `?` one character, `[ab]` one of these.
  record Glob(String text, Pattern pattern) implements LayerItem {
    @Override
    public boolean matches(LayerFilter.Candidate layer) {
      return pattern.matcher(layer.longname()).matches() || layer.name().equals(text);
    }
  }

  /// A regular expression that is found somewhere in the long name.
  record Regex(Pattern pattern) implements LayerItem {
    @Override
    public boolean matches(LayerFilter.Candidate layer) {
      return pattern.matcher(layer.longname()).find();
    }
  }

  /// A signed item as the user wrote it.
  ///
  /// @param item what it names
  /// @param drop whether it drops what it names
  record Signed(LayerItem item, boolean drop) {}

  /// @param text one item of `--layers`
  /// @return what it names, and its sign
  static Signed parse(String text) {
    if (text.isEmpty()) {
      throw new OptionException("--layers: an item is empty", "removing the extra comma");
    }
    Optional<Signed> ids = parseIds(text);
    if (ids.isPresent()) {
      return ids.get();
    }
    boolean drop = text.startsWith("!");
    String rest = drop ? text.substring(1) : text;
    if (rest.startsWith("type:")) {
      return new Signed(new Type(rest.substring("type:".length())), drop);
    }
    if (rest.startsWith("re:")) {
      return new Signed(new Regex(regex(rest.substring("re:".length()))), drop);
    }
    String name = rest.startsWith("name:") ? rest.substring("name:".length()) : rest;
    return new Signed(new Glob(name, glob(name)), drop);
  }

  private static Optional<Signed> parseIds(String text) {
    var matcher = Pattern.compile("(-?)(\\d{1,9})(?:-(\\d{1,9}))?").matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    int first = Integer.parseInt(matcher.group(2));
    int last = matcher.group(3) == null ? first : Integer.parseInt(matcher.group(3));
    if (last < first) {
      throw new OptionException(
          "--layers %s: the range must go up".formatted(text),
          "writing %d-%d".formatted(last, first));
    }
    return Optional.of(new Signed(new Ids(first, last), !matcher.group(1).isEmpty()));
  }

  private static Pattern regex(String expression) {
    try {
      return Pattern.compile(expression);
    } catch (PatternSyntaxException e) {
      throw new OptionException(
          "--layers re:%s: %s at character %d"
              .formatted(expression, e.getDescription(), Math.max(0, e.getIndex())));
    }
  }

  private static Pattern glob(String text) {
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int close = c == '[' ? text.indexOf(']', i + 2) : -1;
      if (c == '*') {
        regex.append(".*");
      } else if (c == '?') {
        regex.append('.');
      } else if (close > 0) {
        regex.append('[').append(Pattern.quote(text.substring(i + 1, close))).append(']');
        i = close;
      } else {
        regex.append(Pattern.quote(String.valueOf(c)));
      }
    }
    return Pattern.compile(regex.toString(), Pattern.DOTALL);
  }
}
