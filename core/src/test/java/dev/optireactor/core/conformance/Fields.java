package dev.optireactor.core.conformance;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The members of one JSON object of a vector, each to be asked for: a member that nobody knows makes it unreadable. */
final class Fields {

    private final Map<?, ?> members;
    private final String what;
    private final Set<Object> unread;

    private Fields(Map<?, ?> members, String what) {
        this.members = members;
        this.what = what;
        this.unread = new LinkedHashSet<>(members.keySet());
    }

    static Fields of(@Nullable Object value, String what) {
        if (value instanceof Map<?, ?> members) {
            return new Fields(members, what);
        }
        throw new UnreadableVectorException(what + " is no object");
    }

    boolean has(String name) {
        return members.containsKey(name);
    }

    @Nullable
    Object optional(String name) {
        unread.remove(name);
        return members.get(name);
    }

    @Nullable
    Object present(String name) {
        if (!has(name)) {
            throw new UnreadableVectorException(what + " has no \"" + name + "\"");
        }
        return optional(name);
    }

    String text(String name) {
        if (present(name) instanceof String text) {
            return text;
        }
        throw wrongType(name, "text");
    }

    @Nullable
    String optionalText(String name) {
        return optional(name) == null ? null : text(name);
    }

    int number(String name) {
        if (present(name) instanceof Integer number) {
            return number;
        }
        throw wrongType(name, "integer");
    }

    boolean flag(String name) {
        if (present(name) instanceof Boolean flag) {
            return flag;
        }
        throw wrongType(name, "boolean");
    }

    boolean optionalFlag(String name) {
        return has(name) && flag(name);
    }

    List<@Nullable Object> list(String name) {
        if (present(name) instanceof List<?> list) {
            return new ArrayList<>(list);
        }
        throw wrongType(name, "list");
    }

    List<@Nullable Object> optionalList(String name) {
        return has(name) ? list(name) : List.of();
    }

    List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        for (Object element : list(name)) {
            if (!(element instanceof String text)) {
                throw wrongType(name, "list of texts");
            }
            texts.add(text);
        }
        return texts;
    }

    List<String> optionalTexts(String name) {
        return has(name) ? texts(name) : List.of();
    }

    Map<String, @Nullable Object> object(String name) {
        if (!(present(name) instanceof Map<?, ?> object)) {
            throw wrongType(name, "object");
        }
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        object.forEach((key, value) -> copy.put((String) key, value));
        return copy;
    }

    Map<String, @Nullable Object> optionalObject(String name) {
        return has(name) ? object(name) : Map.of();
    }

    /** Members that matter to people only. */
    Fields ignoring(String... names) {
        unread.removeAll(List.of(names));
        return this;
    }

    /** {@return all members that were not asked for} */
    Map<String, @Nullable Object> rest() {
        Map<String, @Nullable Object> rest = new LinkedHashMap<>();
        List.copyOf(unread).forEach(name -> rest.put((String) name, optional((String) name)));
        return rest;
    }

    /** To be called when everything is read. */
    void end() {
        if (!unread.isEmpty()) {
            throw new UnreadableVectorException(what + " has unknown members " + unread);
        }
    }

    private UnreadableVectorException wrongType(String name, String type) {
        return new UnreadableVectorException("\"" + name + "\" of " + what + " is no " + type);
    }
}
