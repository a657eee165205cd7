package org.weightwatcher.options;

import java.util.List;
import org.weightwatcher.error.OptionException;

/// All positive items: the union of what they name is kept. All negative: it is dropped.
record LayerItems(List<LayerItem> items, boolean drop) implements LayerFilter {
  LayerItems {
    items = List.copyOf(items);
  }

  static LayerItems parse(List<String> texts) {
    List<LayerItem.Signed> signed = texts.stream().map(LayerItem::parse).toList();
    boolean drop = signed.getFirst().drop();
    for (int i = 0; i < signed.size(); i++) {
      if (signed.get(i).drop() != drop) {
        throw new OptionException(
            "--layers: items that keep (%s) and items that drop (%s) cannot be combined"
                .formatted(texts.get(drop ? i : 0), texts.get(drop ? 0 : i)),
            "only one kind");
      }
    }
    return new LayerItems(signed.stream().map(LayerItem.Signed::item).toList(), drop);
  }

  @Override
  public boolean keeps(Candidate layer) {
    return isAll() || items.stream().anyMatch(item -> item.matches(layer)) != drop;
  }

  @Override
  public boolean isAll() {
    return items.isEmpty();
  }

  @Override
  public List<String> typeWords() {
    return items.stream()
        .filter(LayerItem.Type.class::isInstance)
        .map(item -> ((LayerItem.Type) item).word())
        .toList();
  }
}
