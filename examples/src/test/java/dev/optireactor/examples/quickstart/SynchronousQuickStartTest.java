package dev.optireactor.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;

class SynchronousQuickStartTest {

    @Test
    void decidesFromADatafileAtHand() throws IOException {
        byte[] datafile = new ClassPathResource("sandbox/shop-datafile.json").getContentAsByteArray();

        assertThat(SynchronousQuickStart.run(datafile)).isTrue();
    }
}
