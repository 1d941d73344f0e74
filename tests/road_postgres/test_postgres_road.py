"""What people do, once over, on PostgreSQL; and a server that goes away in the middle of it."""

from tests.postgres import PostgresServer
from tests.road.scenes import Scene, alt_texts
from tests.road.test_road_intents import test_one_trigger_delivered_five_times_at_once_is_one_job_and_five_acks
from tests.road.test_road_line import test_cancelled_while_waiting_nothing_is_drawn_and_nothing_spent
from tests.road.test_road_operations import (
    ask,
    test_a_delivery_that_failed_is_begun_again_and_nothing_is_drawn_twice,
    test_what_could_not_be_drawn_is_drawn_when_it_is_begun_again_and_paid_for_once,
)
from tests.road.test_road_serving import (
    test_metrics_count_what_was_acknowledged_drawn_refused_spent_and_tried_again,
)
from tests.road.test_talk_deleting import (
    test_its_asker_deletes_a_picture_its_copies_its_files_and_its_place_among_saved_ones,
)
from tests.road.test_talk_history import (
    test_another_persons_picture_in_a_shared_channel_is_found_by_its_words_and_edited,
)
from tests.road.test_talk_keeping import (
    test_save_is_each_persons_own_and_a_second_press_takes_it_back,
    test_two_people_who_pick_the_same_number_at_once_get_one_picture_and_the_second_is_told_where,
)
from tests.road.test_talk_ledger import (
    test_each_line_of_a_batch_has_its_own_entry,
    test_pictures_are_kept_and_charged_although_one_beside_them_failed_and_the_rest_can_be_drawn,
)

__all__ = [
    "ask",
    "test_a_delivery_that_failed_is_begun_again_and_nothing_is_drawn_twice",
    "test_another_persons_picture_in_a_shared_channel_is_found_by_its_words_and_edited",
    "test_cancelled_while_waiting_nothing_is_drawn_and_nothing_spent",
    "test_each_line_of_a_batch_has_its_own_entry",
    "test_its_asker_deletes_a_picture_its_copies_its_files_and_its_place_among_saved_ones",
    "test_metrics_count_what_was_acknowledged_drawn_refused_spent_and_tried_again",
    "test_one_trigger_delivered_five_times_at_once_is_one_job_and_five_acks",
    "test_pictures_are_kept_and_charged_although_one_beside_them_failed_and_the_rest_can_be_drawn",
    "test_save_is_each_persons_own_and_a_second_press_takes_it_back",
    "test_two_people_who_pick_the_same_number_at_once_get_one_picture_and_the_second_is_told_where",
    "test_what_could_not_be_drawn_is_drawn_when_it_is_begun_again_and_paid_for_once",
]


def test_a_server_that_stops_dead_under_a_draw_and_comes_back_loses_and_repeats_nothing(
    scene: Scene, postgres: PostgresServer
) -> None:
    scene.bedrock.change(latency=1.0)
    scene.slack.command("ada", "general", "/imagine a fox in a storm")
    scene.slack.wait_for(lambda: scene.bedrock.totals["in_flight"], 20, "the draw")
    postgres.stop()
    scene.slack.wait_for(lambda: not scene.bedrock.totals["in_flight"], 20, "the answer that can't be written down")
    postgres.start()

    assert alt_texts(scene.picture()) == ["a fox in a storm. AI-generated picture"]
    scene.bot.settle()
    assert len(scene.drawing_calls()) == 1
    (job,) = scene.jobs_saying("a fox in a storm")
    assert job["state"] == "delivered"
    scene.slack.command("ada", "general", "/imagine a fox after the storm")
    assert len(scene.pictures(count=2)) == 2
