package org.weightwatcher.format.hdf5;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.weightwatcher.error.ErrorCode;
import org.weightwatcher.error.Printable;
import org.weightwatcher.format.Limits;
import org.weightwatcher.tensor.Shape;

/// A group of an HDF5 file. Links are followed inside the file only; what an external link names is
/// never opened.
public final class Hdf5Group implements Hdf5Object {
  private final Hdf5File file;
  private final ObjectHeader header;
  private final AttributeReader attributes;
  private final Map<String, GroupReader.Link> links;

  Hdf5Group(Hdf5File file, ObjectHeader header) {
    this.file = file;
    this.header = header;
    this.attributes = new AttributeReader(file.bytes(), header);
    this.links = new LinkedHashMap<>(new GroupReader(file.bytes(), header).links());
  }

  /// @return what tells this group from all others of the file, whatever path led to it
  public long address() {
    return header.address();
  }

  /// @return names of its objects and links, in the order of the file; not escaped
  public List<String> names() {
    return List.copyOf(links.keySet());
  }

  /// @param name name of an attribute
  /// @return its texts, an empty list when it has no elements; empty when there is no such
  ///   attribute
  /// @throws org.weightwatcher.error.ModelFormatException E_MALFORMED when it is damaged or holds
  ///   no text; E_LIMIT when it lists a text that is too long for a name
  public Optional<List<String>> strings(String name) {
    try {
      return Damage.guarded(() -> attributes.strings(name));
    } catch (Damage damage) {
      throw new Damage(
              damage.code(),
              "attribute %s: %s".formatted(Printable.brief(name), damage.reason()),
              file.bytes().place(header.address()))
          .of(file.name());
    }
  }

  /// @param path names with slashes between them, counted from this group
  /// @return what is there, or why it cannot be used
  public Hdf5Object find(String path) {
    return find(path, new Hops());
  }

  private Hdf5Object find(String path, Hops hops) {
    Hdf5Object here = path.startsWith("/") ? file.root() : this;
    for (String name : path.split("/", -1)) {
      if (name.isEmpty() || name.equals(".")) {
        continue;
      }
      if (!(here instanceof Hdf5Group group)) {
        return here instanceof Unreadable ? here : missing(path);
      }
      GroupReader.Link link = group.links.get(name);
      here = link == null ? missing(path) : group.follow(link, hops);
    }
    return here;
  }

  private Hdf5Object follow(GroupReader.Link link, Hops hops) {
    return switch (link) {
      case GroupReader.Link.Hard(long address) -> file.object(address);
      case GroupReader.Link.Soft _ when !hops.another() ->
          unreadable(
              ErrorCode.E_MALFORMED,
              "HDF5 soft links must lead to an object within %d steps"
                  .formatted(Limits.LINK_DEPTH));
      case GroupReader.Link.Soft(String target) -> find(target, hops);
      case GroupReader.Link.External(String other) ->
          unreadable(
              ErrorCode.E_UNSAFE_PATH,
              "HDF5 external link to %s, which is not opened".formatted(Printable.brief(other)));
    };
  }

  /// Soft links that one look-up has followed, all branches together.
  private static final class Hops {
    private int followed;

    boolean another() {
      followed++;
      return followed <= Limits.LINK_DEPTH;
    }
  }

  private static Unreadable missing(String path) {
    return unreadable(ErrorCode.E_MISSING_PART, "HDF5 file has no " + Printable.brief(path));
  }

  private static Unreadable unreadable(ErrorCode code, String reason) {
    return new Unreadable(Shape.of(), code, reason);
  }
}
