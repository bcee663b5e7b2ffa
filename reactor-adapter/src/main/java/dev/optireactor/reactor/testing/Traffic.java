package dev.optireactor.reactor.testing;

/**
 * What became of the requests that an endpoint received completely.
 *
 * @param received all of them
 * @param answered those whose answer was given to the network to its end, an error status included
 * @param broken those that a fault ended by closing the connection
 * @param aborted those whose client went away before the answer ended
 */
public record Traffic(long received, long answered, long broken, long aborted) {

    /** {@return the requests whose answer has not ended yet} */
    public long open() {
        return received - answered - broken - aborted;
    }
}
