# Sourced by ./weightwatcher, ./mvnw and .ci/run; plain POSIX sh.
#
# find_java TOOL   looks for an installation of Java 25 or newer that has bin/TOOL (java or javac).
#                  Found: puts its folder into java_home and returns 0. Otherwise returns 1, and
#                  java_seen names what was found instead.
#
# No JVM is started: the version is read from the file "release" that every installation carries.

java_needed=25

# java_version HOME: the version, such as 25.0.3, goes into java_version.
java_version() {
  java_version=
  [ -r "$1/release" ] || return 1
  while IFS= read -r java_line || [ -n "$java_line" ]; do
    case $java_line in
    JAVA_VERSION=*)
      java_version=${java_line#JAVA_VERSION=}
      java_version=${java_version#\"}
      java_version=${java_version%%\"*}
      return 0
      ;;
    esac
  done <"$1/release"
  return 1
}

# try_java TOOL HOME
try_java() {
  [ -n "$2" ] && [ -x "$2/bin/$1" ] && java_version "$2" || return 1
  java_major=${java_version%%[!0-9]*}
  if [ "${java_major:-0}" -ge "$java_needed" ]; then
    java_home=$2
    return 0
  fi
  case ", $java_seen," in
  *", $java_version in $2,"*) ;;
  *) java_seen="${java_seen:+$java_seen, }$java_version in $2" ;;
  esac
  return 1
}

# java_on_path: the folder of the java on PATH, links followed, goes into java_path_home.
java_on_path() {
  java_path_home=
  java_link=$(command -v java) || return 1
  while [ -L "$java_link" ]; do
    java_target=$(readlink "$java_link")
    case $java_target in
    /*) java_link=$java_target ;;
    *) java_link=${java_link%/*}/$java_target ;;
    esac
  done
  case $java_link in
  */bin/java | */bin/java.exe) java_path_home=$(CDPATH='' cd -P -- "${java_link%/*}/.." && pwd) ;;
  *) return 1 ;;
  esac
}

find_java() {
  java_home= java_seen=
  try_java "$1" "${WEIGHTWATCHER_JAVA_HOME-}" && return 0
  try_java "$1" "${JAVA_HOME-}" && return 0
  java_on_path && try_java "$1" "$java_path_home" && return 0
  for java_dir in \
    /usr/lib/jvm/* /usr/lib64/jvm/* /usr/java/* /opt/java/* \
    "${HOME-}"/.sdkman/candidates/java/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home \
    "${HOME-}"/Library/Java/JavaVirtualMachines/*/Contents/Home \
    "${HOME-}"/.jdks/*; do
    [ ! -L "$java_dir" ] || java_dir=$(CDPATH='' cd -P -- "$java_dir" 2>/dev/null && pwd) || continue
    try_java "$1" "$java_dir" && return 0
  done
  return 1
}

# no_java TOOL: the one line for the case that find_java found nothing.
no_java() {
  java_kind=Java
  [ "$1" != javac ] || java_kind=JDK
  echo "error: $java_kind $java_needed or newer is needed; found ${java_seen:-none}. Get one from https://adoptium.net and set JAVA_HOME to its folder" >&2
}
