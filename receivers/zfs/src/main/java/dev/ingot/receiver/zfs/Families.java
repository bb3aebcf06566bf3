package dev.ingot.receiver.zfs;

import dev.ingot.record.Metric;
import java.util.List;
import java.util.stream.Stream;

/// Ingot's own dialect: every row of the kstat files of OpenZFS 2.1 to 2.4 that is worth a series.
final class Families {
    private static final Family ARC =
            Family.of("arc", "arcstats", "zfs_arc_", "arc_")
                    .counters(
                            "hits iohits misses demand_data_hits demand_data_iohits"
                                    + " demand_data_misses demand_metadata_hits"
                                    + " demand_metadata_iohits demand_metadata_misses"
                                    + " prefetch_data_hits prefetch_data_iohits"
                                    + " prefetch_data_misses prefetch_metadata_hits"
                                    + " prefetch_metadata_iohits prefetch_metadata_misses mru_hits"
                                    + " mru_ghost_hits mfu_hits mfu_ghost_hits uncached_hits"
                                    + " deleted mutex_miss access_skip evict_skip"
                                    + " evict_not_enough evict_l2_cached evict_l2_eligible"
                                    + " evict_l2_eligible_mfu evict_l2_eligible_mru"
                                    + " evict_l2_ineligible evict_l2_skip hash_collisions"
                                    + " memory_throttle_count memory_direct_count"
                                    + " memory_indirect_count arc_prune async_upgrade_sync"
                                    + " predictive_prefetch demand_hit_predictive_prefetch"
                                    + " demand_iohit_predictive_prefetch prescient_prefetch"
                                    + " demand_hit_prescient_prefetch"
                                    + " demand_iohit_prescient_prefetch")
                    .sizes(
                            "p c c_min c_max size compressed_size uncompressed_size overhead_size"
                                    + " hdr_size data_size metadata_size dbuf_size dnode_size"
                                    + " bonus_size anon_size anon_data anon_metadata"
                                    + " anon_evictable_data anon_evictable_metadata mru_size"
                                    + " mru_data mru_metadata mru_evictable_data"
                                    + " mru_evictable_metadata mru_ghost_size mru_ghost_data"
                                    + " mru_ghost_metadata mru_ghost_evictable_data"
                                    + " mru_ghost_evictable_metadata mfu_size mfu_data mfu_metadata"
                                    + " mfu_evictable_data mfu_evictable_metadata mfu_ghost_size"
                                    + " mfu_ghost_data mfu_ghost_metadata mfu_ghost_evictable_data"
                                    + " mfu_ghost_evictable_metadata uncached_size uncached_data"
                                    + " uncached_metadata uncached_evictable_data"
                                    + " uncached_evictable_metadata memory_all_bytes"
                                    + " memory_free_bytes memory_available_bytes arc_tempreserve"
                                    + " arc_loaned_bytes arc_meta_used arc_meta_limit arc_meta_max"
                                    + " arc_meta_min arc_dnode_limit arc_need_free arc_sys_free"
                                    + " arc_raw_size abd_chunk_waste_size")
                    .gauges(
                            "hash_elements hash_elements_max hash_chains hash_chain_max meta pd pm"
                                    + " arc_no_grow cached_only_in_progress")
                    .unused(
                            "l2_hits l2_misses l2_prefetch_asize l2_mru_asize l2_mfu_asize"
                                    + " l2_bufc_data_asize l2_bufc_metadata_asize l2_feeds"
                                    + " l2_rw_clash l2_read_bytes l2_write_bytes l2_writes_sent"
                                    + " l2_writes_done l2_writes_error l2_writes_lock_retry"
                                    + " l2_evict_lock_retry l2_evict_reading l2_evict_l1cached"
                                    + " l2_free_on_write l2_abort_lowmem l2_cksum_bad l2_io_error"
                                    + " l2_size l2_asize l2_hdr_size l2_log_blk_writes"
                                    + " l2_log_blk_avg_asize l2_log_blk_asize l2_log_blk_count"
                                    + " l2_data_to_meta_ratio l2_rebuild_success"
                                    + " l2_rebuild_unsupported l2_rebuild_io_errors"
                                    + " l2_rebuild_dh_errors l2_rebuild_cksum_lb_errors"
                                    + " l2_rebuild_lowmem l2_rebuild_size l2_rebuild_asize"
                                    + " l2_rebuild_bufs l2_rebuild_bufs_precached"
                                    + " l2_rebuild_log_blks l2_ndev")
                    .build();

    private static final Family L2ARC =
            Family.of("l2arc", "arcstats", "zfs_l2arc_", "l2_")
                    .counters(
                            "l2_hits l2_misses l2_feeds l2_rw_clash l2_read_bytes l2_write_bytes"
                                    + " l2_writes_sent l2_writes_done l2_writes_error"
                                    + " l2_writes_lock_retry l2_evict_lock_retry l2_evict_reading"
                                    + " l2_evict_l1cached l2_free_on_write l2_abort_lowmem"
                                    + " l2_cksum_bad l2_io_error l2_log_blk_writes"
                                    + " l2_rebuild_success l2_rebuild_unsupported"
                                    + " l2_rebuild_io_errors l2_rebuild_dh_errors"
                                    + " l2_rebuild_cksum_lb_errors l2_rebuild_lowmem"
                                    + " l2_rebuild_size>l2_rebuild_bytes"
                                    + " l2_rebuild_asize>l2_rebuild_allocated_bytes l2_rebuild_bufs"
                                    + " l2_rebuild_bufs_precached l2_rebuild_log_blks")
                    .sizes(
                            "l2_prefetch_asize l2_mru_asize l2_mfu_asize l2_bufc_data_asize"
                                    + " l2_bufc_metadata_asize l2_size l2_asize l2_hdr_size"
                                    + " l2_log_blk_avg_asize l2_log_blk_asize")
                    .gauges("l2_log_blk_count>l2_log_blks l2_data_to_meta_ratio l2_ndev>l2_devices")
                    .build();

    private static final Family DBUF =
            Family.of("dbuf", "dbufstats", "zfs_dbuf_", "")
                    .counters(
                            "cache_total_evicts>cache_evicts hash_hits hash_misses hash_collisions"
                                    + " hash_insert_race metadata_cache_overflow")
                    .sizes(
                            "cache_size_bytes cache_size_bytes_max>cache_size_max"
                                    + " cache_target_bytes cache_lowater_bytes cache_hiwater_bytes"
                                    + " metadata_cache_size_bytes"
                                    + " metadata_cache_size_bytes_max>metadata_cache_size_max")
                    .gauges(
                            "cache_count>cache_buffers hash_elements hash_elements_max hash_chains"
                                    + " hash_chain_max hash_table_count>hash_table_buckets"
                                    + " hash_mutex_count>hash_mutexes"
                                    + " metadata_cache_count>metadata_cache_buffers")
                    .numbered("cache_level_", "", "level", "cache_level_buffers")
                    .numbered("cache_level_", "_bytes", "level", "cache_level_bytes")
                    .build();

    private static final Family ZIL =
            Family.of("zil", "zil", "zfs_zil_", "zil_").counters(Rows.ZIL).build();

    private static final Family ABD =
            Family.of("abd", "abdstats", "zfs_abd_", "")
                    .counters(
                            "scatter_page_multi_chunk scatter_page_multi_zone"
                                    + " scatter_page_alloc_retry scatter_sg_table_retry")
                    .sizes("struct_size linear_data_size scatter_data_size scatter_chunk_waste")
                    .gauges("linear_cnt scatter_cnt")
                    .numbered("scatter_order_", "", "order", "scatter_order_chunks")
                    .build();

    private static final Family DMU_TX =
            Family.of("dmu_tx", "dmu_tx", "zfs_dmu_tx_", "dmu_tx_")
                    .counters(
                            "dmu_tx_assigned dmu_tx_delay dmu_tx_error dmu_tx_suspended"
                                    + " dmu_tx_group dmu_tx_memory_reserve dmu_tx_memory_reclaim"
                                    + " dmu_tx_dirty_throttle dmu_tx_dirty_delay"
                                    + " dmu_tx_dirty_over_max dmu_tx_dirty_frees_delay"
                                    + " dmu_tx_wrlog_delay dmu_tx_quota")
                    .build();

    private static final Family ZFETCH =
            Family.of("zfetch", "zfetchstats", "zfs_zfetch_", "")
                    .counters("hits misses future stride past max_streams io_issued")
                    .gauges("io_active")
                    .build();

    private static final Family DNODE =
            Family.of("dnode", "dnodestats", "zfs_dnode_", "dnode_").counters(Rows.DNODE).build();

    private static final Family FM =
            Family.of("fm", "fm", "zfs_fm_", "")
                    .counters(
                            "erpt-dropped erpt-set-failed fmri-set-failed payload-set-failed"
                                    + " erpt-duplicates")
                    .build();

    private static final Family MIRROR =
            Family.of("vdev_mirror", "vdev_mirror_stats", "zfs_vdev_mirror_", "")
                    .counters(
                            "rotating_linear rotating_offset rotating_seek non_rotating_linear"
                                    + " non_rotating_seek preferred_found preferred_not_found")
                    .build();

    /// Of the whole machine.
    static final List<Family> GLOBAL =
            List.of(ARC, L2ARC, DBUF, ZIL, ABD, DMU_TX, ZFETCH, DNODE, FM, MIRROR);

    /// Those that are read where nothing else is said.
    static final List<String> USUAL =
            Stream.of(ARC, L2ARC, DBUF, ZIL, ABD, DMU_TX, ZFETCH).map(Family::name).toList();

    /// In the folder of a pool.
    static final Family POOL_IO =
            Family.of("pool", "iostats", "zfs_pool_", "")
                    .counters(
                            "trim_extents_written trim_bytes_written trim_extents_skipped"
                                    + " trim_bytes_skipped trim_extents_failed trim_bytes_failed"
                                    + " autotrim_extents_written autotrim_bytes_written"
                                    + " autotrim_extents_skipped autotrim_bytes_skipped"
                                    + " autotrim_extents_failed autotrim_bytes_failed"
                                    + " simple_trim_extents_written simple_trim_bytes_written"
                                    + " simple_trim_extents_skipped simple_trim_bytes_skipped"
                                    + " simple_trim_extents_failed simple_trim_bytes_failed"
                                    + " arc_read_count arc_read_bytes arc_write_count"
                                    + " arc_write_bytes direct_read_count direct_read_bytes"
                                    + " direct_write_count direct_write_bytes")
                    .build();

    /// A file for each dataset that is mounted or a volume.
    static final Family DATASET =
            Family.of("dataset", "objset", "zfs_dataset_", "")
                    .counters(
                            "writes nwritten>written_bytes reads nread>read_bytes nunlinks"
                                    + " nunlinked "
                                    + Rows.ZIL)
                    .build();

    private Families() {}

    static List<Metric> metrics() {
        return Stream.of(GLOBAL, List.of(POOL_IO, DATASET))
                .flatMap(List::stream)
                .flatMap(family -> family.metrics().stream())
                .toList();
    }

    private static final class Rows {
        static final String ZIL =
                "zil_commit_count zil_commit_writer_count zil_commit_error_count"
                        + " zil_commit_stall_count zil_commit_suspend_count"
                        + " zil_commit_crash_count zil_itx_count zil_itx_indirect_count"
                        + " zil_itx_indirect_bytes zil_itx_copied_count zil_itx_copied_bytes"
                        + " zil_itx_needcopy_count zil_itx_needcopy_bytes"
                        + " zil_itx_metaslab_normal_count zil_itx_metaslab_normal_bytes"
                        + " zil_itx_metaslab_normal_write zil_itx_metaslab_normal_alloc"
                        + " zil_itx_metaslab_slog_count zil_itx_metaslab_slog_bytes"
                        + " zil_itx_metaslab_slog_write zil_itx_metaslab_slog_alloc";

        static final String DNODE =
                "dnode_hold_dbuf_hold dnode_hold_dbuf_read dnode_hold_alloc_hits"
                        + " dnode_hold_alloc_misses dnode_hold_alloc_interior"
                        + " dnode_hold_alloc_lock_retry dnode_hold_alloc_lock_misses"
                        + " dnode_hold_alloc_type_none dnode_hold_free_hits"
                        + " dnode_hold_free_misses dnode_hold_free_lock_misses"
                        + " dnode_hold_free_lock_retry dnode_hold_free_overflow"
                        + " dnode_hold_free_refcount dnode_hold_free_txg"
                        + " dnode_free_interior_lock_retry dnode_allocate dnode_reallocate"
                        + " dnode_buf_evict dnode_alloc_next_chunk dnode_alloc_race"
                        + " dnode_alloc_next_block dnode_move_invalid dnode_move_recheck1"
                        + " dnode_move_recheck2 dnode_move_special dnode_move_handle"
                        + " dnode_move_rwlock dnode_move_active";

        private Rows() {}
    }
}
