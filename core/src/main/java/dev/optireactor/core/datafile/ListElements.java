package dev.optireactor.core.datafile;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The elements of the lists that have begun and not ended, inner ones last; so that a list is copied once, at its end. */
final class ListElements {

    private @Nullable Object[] elements = new Object[64];
    private int size;

    /** How many there are, which is where the next list begins. */
    int size() {
        return size;
    }

    void add(Object element) {
        if (size == elements.length) {
            elements = Arrays.copyOf(elements, 2 * size);
        }
        elements[size++] = element;
    }

    /** {@return the list that began there and ends now} */
    @SuppressWarnings("unchecked") // From there on are only the elements of that list.
    <T> List<T> take(int start) {
        // Short ones, which most are, without copying them into an array first.
        List<?> list = switch (size - start) {
            case 0 -> List.of();
            case 1 -> List.of(elements[start]);
            case 2 -> List.of(elements[start], elements[start + 1]);
            default -> List.of(Arrays.copyOfRange(elements, start, size));
        };
        drop(start);
        return (List<T>) list;
    }

    /** Forgets what was added from there on. */
    void drop(int start) {
        Arrays.fill(elements, start, size, null);
        size = start;
    }
}
