package dev.optireactor.core.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ChoicesTest {

    @Test
    void everyCategoryHasAChoiceAndEveryChoiceACategory() {
        assertThat(Disagreements.categories(VectorFolder.builtIn()))
                .containsExactlyInAnyOrderElementsOf(Choices.categories());
    }

    @Test
    void everyOddDatafileHasAVerdictAndEveryVerdictADatafile() {
        Fields file = Fields.of(Json.read(VectorFolder.builtIn().text(Disagreements.FILE)), "the file");
        List<String> names = file.list("categories").stream()
                .map(category -> Fields.of(category, "a category"))
                .filter(category -> category.text("id").equals("datafile-validity"))
                .flatMap(category -> category.list("cases").stream())
                .map(sample ->
                        Fields.of(Objects.requireNonNull(sample), "a sample").text("name"))
                .toList();

        assertThat(names).containsExactlyInAnyOrderElementsOf(DatafileVerdicts.names());
    }
}
