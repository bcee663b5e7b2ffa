package dev.optireactor.core.json;

import org.jspecify.annotations.Nullable;

/** A parser that stands on a JSON value. A package that has a parser lets values be read from it without showing it. */
public interface PlainValueSource {

    /** {@return whether the value is an object} */
    boolean isObject();

    /** {@return whether the value is a list} */
    boolean isList();

    /** {@return a value that is neither object nor list, as a plain JSON value} */
    @Nullable
    Object scalar();

    /** {@return what makes one object of equal parts of values; null if each is an object of its own} */
    default @Nullable SharedValues shared() {
        return null;
    }

    /**
     * Within an object, goes on to the next member's value.
     *
     * @return the member's name; null at the end of the object
     */
    @Nullable
    String nextName();

    /**
     * Within a list, goes on to the next element.
     *
     * @return whether there is one
     */
    boolean nextElement();
}
