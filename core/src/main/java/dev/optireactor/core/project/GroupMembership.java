package dev.optireactor.core.project;

import dev.optireactor.core.bucketing.TrafficAllocation;

/**
 * The place of an experiment in a group whose users are in one experiment only.
 *
 * @param groupId the group's id, hashed with the bucketing id
 * @param traffic bucket to position of an experiment in the group
 * @param position this experiment's position
 */
public record GroupMembership(String groupId, TrafficAllocation traffic, int position) {}
